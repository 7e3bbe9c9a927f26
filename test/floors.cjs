/**
 * Which room may import which, over the whole tree, for dependency-cruiser. Types count as well: a
 * file that needs the types of a higher floor knows too much. docs/architecture.md tells the floors.
 */

const CODE = '^(?:nodes|credentials|sandbox|test|bench)/';

/** Rooms of nodes/shared from the ground up, each with the lower rooms that it may import. */
const GROUND = ['values', 'ownCodes', 'failure'];
const SHARED = {
	values: [],
	ownCodes: [],
	failure: ['values', 'ownCodes'],
	time: GROUND,
	memo: [...GROUND, 'time'],
	certificate: GROUND,
	limits: [...GROUND, 'time'],
	http: [...GROUND, 'time', 'limits'],
	once: [...GROUND, 'time'],
	reader: [...GROUND, 'certificate'],
	form: GROUND,
	operation: [...GROUND, 'time', 'once', 'reader', 'form'],
	watch: [...GROUND, 'http', 'reader'],
};

/** Floors of a vendor below its nodes: the floors and rooms of nodes/shared that they stand on. */
const VENDOR = {
	transport: { floors: [], shared: [...GROUND, 'time', 'memo', 'limits', 'http'] },
	warnings: { floors: [], shared: GROUND },
	api: {
		floors: ['transport', 'warnings'],
		shared: [...GROUND, 'time', 'memo', 'certificate', 'http', 'once'],
	},
	fields: { floors: [], shared: [...GROUND, 'reader', 'form'] },
	listSearch: { floors: ['transport', 'api'], shared: [...GROUND, 'form'] },
};
const BELOW_NODES = Object.keys(VENDOR);

/** Vendors and their files in credentials. */
const CREDENTIALS = { Akamai: '(?:[Aa]kamai|edgeGrid|encode)', DigiCert: '[Dd]igiCert' };

const anyOf = (names) => `(?:${names.join('|')})`;
const room = (names) => `^nodes/shared/${anyOf(names)}(?:/|\\.ts$)`;
/** The words for a status: what a thing of the service stands at is said in them. */
const STATUS = '^nodes/shared/operation/status\\.ts$';

/** Imports by files of `from` of any of our files but those of `only`. */
const rule = (name, comment, from, only) => ({
	name,
	comment,
	severity: 'error',
	from: typeof from === 'string' ? { path: from } : from,
	to: { path: CODE, pathNot: only },
});

module.exports = {
	forbidden: [
		{
			name: 'no circle',
			comment: 'In a circle no file can be read, tested or moved without all the others.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},

		...Object.entries(SHARED).map(([name, lower]) =>
			rule(
				`shared/${name}`,
				`A room imports from lower floors only; below ${name}: ${lower.join(', ') || 'nothing'}. So the form knows no service, and a request no form.`,
				room([name]),
				[room([name, ...lower])],
			),
		),
		rule(
			'every room of shared has a floor',
			'A new room of nodes/shared takes its place in the table of this file, else no rule holds for it.',
			{ path: '^nodes/shared/', pathNot: room(Object.keys(SHARED)) },
			[],
		),

		...Object.entries(CREDENTIALS).map(([vendor, files]) =>
			rule(
				`${vendor} apart`,
				'The vendors share nothing but nodes/shared, so that each could be a package of its own.',
				`^(?:nodes/${vendor}|credentials/${files})`,
				[`^nodes/(?:${vendor}|shared)/`, `^credentials/${files}`],
			),
		),
		...Object.entries(VENDOR).map(([name, { floors, shared }]) =>
			rule(
				`vendor/${name}`,
				`What all nodes and triggers of a vendor use knows none of them; below ${name}: ${[...floors, ...shared].join(', ')}.`,
				`^nodes/(?!shared/)([^/]+)/${name}/`,
				[
					`^nodes/$1/${anyOf([name, ...floors])}/`,
					room(shared),
					...(name === 'api' ? [STATUS] : []),
					...(name === 'transport' ? ['^credentials/'] : []),
				],
			),
		),
		{
			name: 'api asks by transport',
			comment:
				'Of requests, api knows the types, what an answer is that cannot be read, and how pages make a list: only transport sends, in the limits and with the meanings of the vendor. Of statuses, it knows the words.',
			severity: 'error',
			from: { path: '^nodes/(?!shared/)[^/]+/api/' },
			to: {
				path: room(['http', 'operation']),
				pathNot: '/http/(?:unreadable|beside|pages)\\.ts$',
				dependencyTypesNot: ['type-only'],
			},
		},
		rule(
			'nodes apart',
			'What two nodes of a vendor share stands on a floor below both.',
			`^nodes/(?!shared/)([^/]+)/(?!${anyOf(BELOW_NODES)}/)([^/]+)/`,
			['^nodes/$1/$2/', `^nodes/$1/${anyOf(BELOW_NODES)}/`, '^nodes/shared/'],
		),
		{
			name: 'lists by name',
			comment: 'A field names its list by a text, so only the node itself imports the lists.',
			severity: 'error',
			from: { path: '^nodes/', pathNot: ['/listSearch/', '\\.node\\.ts$'] },
			to: { path: '/listSearch/' },
		},
		{
			name: 'actions on top',
			comment: 'What operations share knows none of them.',
			severity: 'error',
			from: { path: '^nodes/', pathNot: ['/actions/', '\\.node\\.ts$'] },
			to: { path: '^nodes/[^/]+/[^/]+/actions/' },
		},

		rule(
			'credentials',
			'A credential knows where it may be sent and how fast, and no node.',
			'^credentials/',
			['^credentials/', room(['http', 'limits'])],
		),
		{
			name: 'nothing forgotten',
			comment: 'An operation that no map names does not exist: its file is wired, or goes.',
			severity: 'error',
			from: { path: '\\.(?:node|credentials)\\.ts$' },
			to: {
				path: '^(?:nodes|credentials)/',
				pathNot: '\\.(?:node|credentials)\\.ts$',
				reachable: false,
			},
		},
		rule(
			'the package alone',
			'What is published needs nothing of tests, sandbox and bench, which stay behind.',
			'^(?:nodes|credentials)/',
			['^(?:nodes|credentials)/'],
		),
		rule(
			'simulator alone',
			'A simulator that used the code under test would share its faults.',
			'^sandbox/simulator/',
			['^sandbox/simulator/'],
		),
		rule('sandbox alone', 'Tests and benches stand on the sandbox.', '^sandbox/', [
			'^(?:sandbox|nodes|credentials)/',
		]),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
	},
};
