import type { INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import { akamaiCredentialAt, byId } from '../../support/cps';
import { runNode } from '../../support/engine';
import { useReceiver } from '../../support/use';

const receiver = useReceiver();

const credentials = () => ({ akamaiEdgeGridApi: akamaiCredentialAt(receiver.origin) });

/** One read against a service that answers everything alike. */
async function told(parameters: INodeParameters, body: unknown) {
	receiver.answer(() => ({ body, headers: { 'content-type': 'application/json' } }));
	const { outputs } = await runNode({
		node: new AkamaiCps(),
		parameters,
		credentials: credentials(),
		onError: 'continueRegularOutput',
	});
	const items = outputs.flat();
	expect(items).toHaveLength(1);
	return items[0]?.json;
}

const UNREADABLE = { details: { code: 'unreadable answer', retryable: true, ids: {} } };

const ENROLLMENT = { enrollmentId: byId(7) };
const CHANGE = { ...ENROLLMENT, changeId: byId(8) };

const csr = { cn: 'www.example.com' };
const statusInfo = { state: 'running', status: 'x', description: 'x', deploymentSchedule: {} };

type Odd = [name: string, body: unknown];

const ALWAYS: Odd[] = [
	['an empty object', {}],
	['null', 'null'],
	['text', '"maintenance"'],
	['a problem', { type: 'x', title: 'Out of order', detail: 'Later.' }],
];

const READS: Array<[string, INodeParameters, Odd[]]> = [
	[
		'Enrollment > Get',
		{ resource: 'enrollment', operation: 'get', ...ENROLLMENT },
		[
			['another enrollment', { id: 9, csr, pendingChanges: [] }],
			['ID 0', { id: 0, csr, pendingChanges: [] }],
			['an enrollment without a name', { id: 7, csr: {}, pendingChanges: [] }],
		],
	],
	[
		'Enrollment > Get Many',
		{ resource: 'enrollment', operation: 'getAll', returnAll: true },
		[
			['errors', { errors: [] }],
			['null as the list', { enrollments: null }],
			['a row that is none', { enrollments: [{ id: 7, csr }, {}] }],
			['a row with ID 0', { enrollments: [{ id: 0, csr }] }],
		],
	],
	[
		'Change > Get',
		{ resource: 'change', operation: 'get', ...CHANGE },
		[
			['no inputs', { statusInfo }],
			[
				'another change',
				{ statusInfo, allowedInput: [{ info: '/cps/v2/enrollments/7/changes/9/input/info/x' }] },
			],
		],
	],
	[
		'Change > Check Status',
		{ resource: 'change', operation: 'checkStatus', ...CHANGE },
		[['no state', { statusInfo: {}, allowedInput: [] }]],
	],
	[
		'Deployment > Get',
		{ resource: 'deployment', operation: 'get', ...ENROLLMENT, environment: 'production' },
		[
			['one network only', { staging: null }],
			['a network that is text', { production: 'yes', staging: null }],
			['a network that is empty', { production: {}, staging: null }],
		],
	],
];

describe.each(READS)('%s', (_name, parameters, more) => {
	it.each([...ALWAYS, ...more])(
		'tells %s as unreadable, not as a result, an absence or a success',
		async (_answer, body) => {
			expect(await told(parameters, body)).toMatchObject(UNREADABLE);
		},
	);
});

const HISTORIES: Odd[] = [
	...ALWAYS,
	['a list that is none', { changes: {} }],
	['a row that is none', { changes: [{}] }],
];

describe('Change > Check Status without an ID', () => {
	it.each(HISTORIES)('tells a history of %s as unreadable', async (_answer, body) => {
		receiver.answer(({ url }) => ({
			body: url.includes('/history/') ? body : { id: 7, csr, pendingChanges: [] },
			headers: { 'content-type': 'application/json' },
		}));
		const { outputs } = await runNode({
			node: new AkamaiCps(),
			parameters: { resource: 'change', operation: 'checkStatus', ...ENROLLMENT },
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		expect(outputs.flat()[0]?.json).toMatchObject(UNREADABLE);
	});
});
