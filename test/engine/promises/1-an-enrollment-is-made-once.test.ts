import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { asObject, asObjects, membersBeside } from '../../../nodes/shared/values';

import {
	akamaiCalls,
	akamaiCps,
	akamaiCredential,
	enrollmentParameters,
	enrollmentsOf,
} from '../../support/cps';
import type { Passed } from '../../support/between';
import { useBetween, useSimulator } from '../../support/use';

/** Promise 1: whatever CPS answers, an enrollment is made once, and no other one is changed. */

const simulator = useSimulator();
const between = useBetween(simulator);

const create = async (commonName: string, more: INodeParameters = {}) =>
	await akamaiCps(simulator, enrollmentParameters(simulator, more), [{ commonName }], {
		credentials: {
			akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: between.origin },
		},
		onError: 'continueRegularOutput',
	});

const posts = async () => await akamaiCalls(simulator, 'POST');

test('an answer that names no enrollment is looked up, not sent again', async () => {
	between.change(({ method }) => (method === 'POST' ? { status: 202, body: {} } : undefined));
	const { outputs } = await create('odd.example.com');
	const [booked] = await enrollmentsOf(simulator);
	expect(outputs[0]?.[0]?.json).toMatchObject({ enrollmentId: booked?.id, recovered: true });
	expect(await posts()).toHaveLength(1);
});

const duplicates = { additionalFields: { allowDuplicateCn: true } };
const isList = ({ method, url }: Passed) => method === 'GET' && url.includes('/enrollments?');
const isPost = ({ method }: Passed) => method === 'POST';

/** Changes the answer to the first creation, which the simulator has booked. */
function answerFirst(answer: { status: number; body: unknown }, list?: unknown) {
	let sent = 0;
	between.change((passed) => {
		if (isPost(passed)) return sent++ === 0 ? answer : undefined;
		return list !== undefined && isList(passed) ? { body: list } : undefined;
	});
}

describe('A list proves no absence', () => {
	test.each<[string, object]>([
		['with a row that cannot be read', { enrollments: [{ csr: { cn: 'there.example.com' } }] }],
		['beside a problem', { enrollments: [], title: 'Partial', detail: 'Timed out', status: 500 }],
		['beside an error', { enrollments: [], error: 'timeout' }],
		['beside a message', { enrollments: [], message: 'Try later' }],
		['beside a status of failure', { enrollments: [], status: '503' }],
		['beside a status in words', { enrollments: [], status: 'maintenance' }],
		['beside a count of rows', { enrollments: [], totalCount: 3 }],
		['beside no success', { enrollments: [], success: false }],
		['beside more to come', { enrollments: [], hasMore: true }],
	])('%s', async (_title, body) => {
		await create('there.example.com', duplicates);
		between.change((passed) => (isList(passed) ? { body } : undefined));
		const { outputs } = await create('there.example.com', duplicates);
		expect(outputs[0]?.[0]?.json).toMatchObject({ details: { code: 'unreadable answer' } });
		expect(await posts()).toHaveLength(1);
	});
});

/** The list, with each row of this name as it is changed. */
const withRows = (change: (row: IDataObject) => IDataObject) =>
	between.change((passed) =>
		isList(passed)
			? { body: { enrollments: asObjects(passed.body.enrollments).map(change) } }
			: undefined,
	);

const loud = (word: unknown): string => String(word).toUpperCase();

describe('An enrollment that its row shows in another way is the same one', () => {
	test.each<[string, (row: IDataObject) => IDataObject]>([
		['without its changes', (row) => ({ ...row, pendingChanges: null })],
		['without the member', (row) => membersBeside(row, ['pendingChanges'])],
		[
			'in capitals',
			(row) => ({ ...row, ra: loud(row.ra), validationType: loud(row.validationType) }),
		],
		['with underscores', (row) => ({ ...row, ra: loud(row.ra).replace(/-/g, '_') })],
		['without its RA', (row) => ({ ...row, ra: null })],
		['without its common name', (row) => ({ ...row, csr: { ...asObject(row.csr), cn: null } })],
		['with changes of another shape', (row) => ({ ...row, pendingChanges: ['x'] })],
	])('%s', async (_title, change) => {
		const [first] = (await create('shown.example.com', duplicates)).outputs.flat();
		withRows(change);
		const { outputs } = await create('shown.example.com', duplicates);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId: first?.json.enrollmentId,
			reused: true,
		});
		expect(await posts()).toHaveLength(1);
	});
});

describe('A row of which little can be read', () => {
	const odd = { id: 4711, csr: { cn: null }, certificateType: 'san', validationType: 'ov' };

	test('hides no other enrollment, where it cannot be the one that is wanted', async () => {
		await create('first.example.com', duplicates);
		between.change((passed) =>
			isList(passed)
				? { body: { enrollments: [...asObjects(passed.body.enrollments), odd] } }
				: undefined,
		);
		const { outputs } = await create('first.example.com', duplicates);
		expect(outputs[0]?.[0]?.json).toMatchObject({ reused: true });
		expect(await posts()).toHaveLength(1);
	});
});

const refusal = { type: 'x', title: 'No', detail: 'No.' };

describe.each([400, 403, 409, 429, 500])('A %i of what was created all the same', (status) => {
	test.each([
		['with duplicates allowed', duplicates],
		['else', {}],
	])('is looked up, or found by the next run: %s', async (_title, more) => {
		answerFirst({ status, body: refusal });
		const [first] = (await create('none.example.com', more)).outputs[0] ?? [];
		if (more === duplicates || status > 403) expect(first?.json).toHaveProperty('enrollmentId');
		const [second] = (await create('none.example.com', more)).outputs[0] ?? [];
		const [booked, ...others] = await enrollmentsOf(simulator);
		expect(second?.json).toMatchObject({ enrollmentId: booked?.id, reused: true });
		expect(others).toEqual([]);
	});
});

test.each([400, 403, 409])(
	'A %i of what was created all the same is found by the next run where the list lags',
	async (status) => {
		answerFirst({ status, body: refusal }, { enrollments: [] });
		const options = { visibleWithin: 2, waitForTurn: 0 };
		await create('lag.example.com', { ...duplicates, options });
		let looks = 0;
		between.change((passed) =>
			isList(passed) && looks++ === 0 ? { body: { enrollments: [] } } : undefined,
		);
		await create('lag.example.com', { ...duplicates, options });
		expect(await enrollmentsOf(simulator)).toHaveLength(1);
	},
);

describe('An answer that names an enrollment of before', () => {
	test.each([
		['of another name', 'other.example.com', {}],
		['of another name, with duplicates', 'other.example.com', duplicates],
		['of the same name', 'mine.example.com', duplicates],
	])('%s is not believed', async (_title, commonName, more) => {
		await create(commonName, { ...duplicates, sans: 'old.example.com' });
		const [old] = await enrollmentsOf(simulator);
		const path = `/cps/v2/enrollments/${old?.id}`;
		answerFirst({ status: 202, body: { enrollment: path, changes: [] } });
		const { outputs } = await create('mine.example.com', more);
		const booked = await enrollmentsOf(simulator);
		expect(booked).toHaveLength(2);
		expect(outputs[0]?.[0]?.json).toMatchObject({ enrollmentId: booked[1]?.id, recovered: true });
	});

	test('is told among the IDs where nothing else shows up', async () => {
		await create('other.example.com');
		const [old] = await enrollmentsOf(simulator);
		const body = { enrollment: `/cps/v2/enrollments/${old?.id}`, changes: [] };
		answerFirst({ status: 202, body }, { enrollments: [] });
		const { outputs } = await create('mine.example.com', { options: { visibleWithin: 0 } });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			details: { ids: { enrollmentId: old?.id, commonName: 'mine.example.com' } },
		});
	});
});

test('an enrollment that an answer names by mistake keeps its change', async () => {
	await create('other.example.com');
	const [other] = await enrollmentsOf(simulator);
	const path = `/cps/v2/enrollments/${other?.id}`;
	const body = { enrollment: path, changes: [`${path}/changes/${Number(other?.id) + 1}`] };
	between.change(({ method }) => (method === 'POST' ? { status: 202, body } : undefined));
	await create('mine.example.com', { networkConfiguration: { setId: 'set-1.xml' } });
	const puts = await akamaiCalls(simulator, 'PUT');
	expect(puts.filter((put) => put.path === path)).toEqual([]);
});
