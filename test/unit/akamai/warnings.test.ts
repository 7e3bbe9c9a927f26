/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { WARNINGS, warningsIn } from '../../../nodes/Akamai/warnings';
import { refusedBy } from '../../../nodes/Akamai/warnings/policy';
import PATTERNS from '../../../sandbox/simulator/akamai/warningPatterns.json';
import { WARNING_NAMES, warningText } from '../../../sandbox/simulator/akamai/warningTexts';

/** A line as CPS fills the gaps of a pattern. */
const filled = (pattern: string): string =>
	(pattern.split('\n')[0] ?? '').replace(/<[A-Za-z0-9 ]+>/g, 'www.example.com');

const namesIn = (text: string) =>
	warningsIn(text).map(({ known }) => known.map(({ name }) => name));

const LISTING = [
	'Trust Chain',
	'Certificate: Subject: CN=www.example.com',
	'  Issuer: CN=Example Intermediate',
	'  Serial Number: eb:ad:53',
	'The chain that will be used is:',
	'1.  Subject: CN=Example Intermediate',
].join('\n');

const NON_STANDARD = 'The trust chain terminates with a non-standard root certificate.';

describe('Warnings of CPS', () => {
	test.each(WARNINGS.map(({ name, pattern }) => [name, pattern]))(
		'%s is known',
		(name, pattern) => {
			const [known, ...more] = namesIn(filled(pattern));
			expect(known).toContain(name);
			expect(more).toEqual([]);
		},
	);

	test('are 114, each name once', () => {
		expect(new Set(WARNINGS.map(({ name }) => name)).size).toBe(114);
	});

	const examples = join(__dirname, '../../../../shared/fixtures/akamai-cps-openapi/examples');
	const published = existsSync(examples) ? test : test.skip;
	published('the published example is one warning with its listing', () => {
		const path = join(examples, 'warnings.v1-3p-post-verification.json');
		const { warnings } = JSON.parse(readFileSync(path, 'utf8')) as { warnings: string };
		expect(namesIn(warnings)).toEqual([
			[
				'TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE',
				'TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE_DETAILED',
			],
		]);
	});

	published(
		'the published example of an older wording is one that nobody knows, so it stops',
		() => {
			const path = join(examples, 'warnings.v1-auto-pre-verification.json');
			const { warnings } = JSON.parse(readFileSync(path, 'utf8')) as { warnings: string };
			expect(namesIn(warnings)).toEqual([[]]);
		},
	);

	test('come as lines, with a header or without, and with either line end', () => {
		const text = `[WARNINGS]\r\n${NON_STANDARD}\r\n${LISTING}\r\n\r\nTrust chain is empty.\r\n`;
		expect(namesIn(text).map(([name]) => name)).toEqual([
			'TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE',
			'TRUST_CHAIN_NULL_OR_EMPTY',
		]);
	});

	test('come in brackets, as change management prints them', () => {
		const text = `[SAN name [a.example.com] is missing from the certificate., ${NON_STANDARD}]`;
		expect(namesIn(text).map(([name]) => name)).toEqual([
			'CSR_VS_CERTIFICATE_MISSING_SAN_FROM_SAN_LIST_IN_CERTIFICATE',
			'TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE',
		]);
	});

	test('come behind their name, as the portal prints them', () => {
		const text = 'sans-removed-require-acknowledgement: The SANs are going.';
		expect(namesIn(text)).toEqual([['SANS_REMOVED_REQUIRE_ACKNOWLEDGEMENT']]);
	});

	test('none are in an empty text', () => {
		expect(['', '\n', '[WARNINGS]\n'].flatMap(warningsIn)).toEqual([]);
	});

	test.each([
		['behind a listing', `${NON_STANDARD}\n${LISTING}\nThe moon is in the wrong phase.`],
		['behind a warning of one line', 'Trust chain is empty, it seems.'],
		['that only begins as a known one', `${NON_STANDARD} And the key is weak.`],
		['of a listing that nothing announces', 'Trust Chain'],
	])('a line %s is an unknown one', (_where, text) => {
		expect(namesIn(text).at(-1)).toEqual([]);
	});

	const LISTED = WARNINGS.filter(({ severalLines }) => severalLines).map(({ name }) => name);

	test.each(LISTED)(
		'%s with its listing is one, and a line behind it that is none stops',
		(name) => {
			const found = WARNING_NAMES.find((one) => one === name);
			if (!found) throw new Error(`The simulator has no ${name}`);
			const text = warningText(found);
			expect(text.split('\n').length).toBeGreaterThan(1);
			const [whole, ...others] = namesIn(`${text}\nThe moon is in the wrong phase.`);
			expect(whole).toContain(name);
			expect(others).toEqual([[]]);
		},
	);

	test('stand in the simulator as they stand here', () => {
		expect(WARNINGS.map(({ name }) => name).sort()).toEqual([...WARNING_NAMES].sort());
		const first = (pattern: string) => pattern.split('\n')[0];
		const differing = WARNINGS.filter(({ name, pattern }) => {
			const there = Object.entries(PATTERNS).find(([one]) => one === name)?.[1] ?? '';
			return first(there) !== first(pattern);
		});
		expect(differing.map(({ name }) => name)).toEqual([]);
	});

	test('all 114 in one text, as the simulator writes them, are each known', () => {
		const all = warningsIn(WARNING_NAMES.map((name) => warningText(name)).join('\n'));
		expect(all).toHaveLength(WARNING_NAMES.length);
		expect(
			all.flatMap(({ known }, at) =>
				known.some(({ name }) => name === WARNING_NAMES[at]) ? [] : [WARNING_NAMES[at]],
			),
		).toEqual([]);
	});

	test('a long line takes no longer than its length', () => {
		const lines = WARNINGS.map(({ pattern }) =>
			filled(pattern).replace(/www/g, 'w'.repeat(50_000)),
		);
		expect(warningsIn(lines.join('\n'))).toHaveLength(WARNINGS.length);
	});
});

describe('A policy', () => {
	const HARMLESS = 'Previous Certificate trust chain is null or empty.';
	const NEVER = 'This certificate has already expired.';
	const UNKNOWN = 'The moon is in the wrong phase.';
	const refused = (policy: Parameters<typeof refusedBy>[0], text: string) =>
		refusedBy(policy, warningsIn(text)).map(({ text: line }) => line);

	test('of none takes nothing but an empty text', () => {
		expect(refused({ accept: 'none' }, HARMLESS)).toEqual([HARMLESS]);
		expect(refused({ accept: 'none' }, '')).toEqual([]);
	});

	test('of all takes what is known, but for what accepting cannot help', () => {
		const text = [HARMLESS, NON_STANDARD, NEVER, UNKNOWN].join('\n');
		expect(refused({ accept: 'all' }, text)).toEqual([NEVER, UNKNOWN]);
	});

	test('of a list takes those that it names, and the twins that CPS words alike', () => {
		const names = ['TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE_DETAILED'];
		const text = [HARMLESS, NON_STANDARD, UNKNOWN].join('\n');
		expect(refused({ accept: 'list', names }, text)).toEqual([HARMLESS, UNKNOWN]);
	});

	const TEXTS = {
		harmless: HARMLESS,
		depends: 'Name [www.example.com] is overlapping DNS name of one or more enrollments.',
		never: NEVER,
		unknown: UNKNOWN,
		twin: NON_STANDARD,
		empty: '',
	};
	const TWIN = ['TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE_DETAILED'];
	const POLICIES = {
		none: { accept: 'none' },
		'the name of the twin': { accept: 'list', names: TWIN },
		all: { accept: 'all' },
	} as const;
	const ACCEPTED: Record<keyof typeof POLICIES, Array<keyof typeof TEXTS>> = {
		none: ['empty'],
		'the name of the twin': ['twin', 'empty'],
		all: ['harmless', 'depends', 'twin', 'empty'],
	};

	test.each(Object.keys(POLICIES) as Array<keyof typeof POLICIES>)(
		'of %s takes exactly what it covers, whatever the kind of warning',
		(name) => {
			const { ...policy } = POLICIES[name];
			const wanted = 'names' in policy ? { ...policy, names: [...policy.names] } : policy;
			const taken = Object.entries(TEXTS).filter(([, text]) => refused(wanted, text).length === 0);
			expect(taken.map(([kind]) => kind)).toEqual(ACCEPTED[name]);
		},
	);
});
