import type { INodeParameters } from 'n8n-workflow';

import {
	automationCalls,
	automationCounts,
	automationNode,
	automationsOf,
	host,
	itemOf,
	jsonOf,
	ranLongAgo,
	RENEW,
} from '../../../support/automation';
import { useFleet } from '../../../support/openFleet';

/** A host that another execution is just sending: what becomes of that call is waited for. */

const BULK = 'createAutomation/bulk';
const HOSTS = [host(1, { automation: ranLongAgo(77) }), host(2)];
const MATCH = { path: 'createAutomation' };

const fleet = useFleet(HOSTS);
beforeEach(async () => {
	await fleet.fault('slowAnswer', { delayMs: 700, remaining: 1, match: MATCH });
});

const OPERATIONS: Array<[string, INodeParameters]> = [
	['createBulk', RENEW],
	['create', { ...RENEW, agentLicenseKey: '' }],
];

describe.each(OPERATIONS)('%s', (operation, parameters) => {
	const path = operation === 'createBulk' ? BULK : 'createAutomation';
	const soon = { ...parameters, options: { visibleWithin: 1 } };
	const send = async (more: Parameters<typeof automationNode>[4] = {}) =>
		await automationNode(fleet, operation, HOSTS.slice(0, 1).map(itemOf), soon, {
			onError: 'continueRegularOutput',
			...more,
		});
	const both = async () => {
		const runs = await Promise.all([send(), send()]);
		return runs.map(({ outputs }) => jsonOf(outputs.flat())[0] ?? {});
	};

	test('is sent once, and both tell its new automation', async () => {
		const items = await both();
		const booked = (await automationsOf(fleet))['192.0.2.1:443'] ?? [];
		expect(booked).toHaveLength(2);
		const { automationId } = booked.find((one) => one.automationId !== 77) ?? {};
		expect(items.map((item) => item.automationId)).toEqual([automationId, automationId]);
		expect(items.filter(({ reused }) => reused)).toHaveLength(1);
	});

	test('is sent by the other if DigiCert refused it to the first', async () => {
		await fleet.fault('errorsInside200', { remaining: 1, match: MATCH });
		const items = await both();
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 2 });
		expect(items.filter(({ reused }) => reused)).toEqual([]);
		expect(items.filter(({ automationId }) => Number(automationId) > 77)).toHaveLength(1);
		expect(items.filter((item) => 'error' in item)).toHaveLength(1);
	});

	test('is not sent by the other if the answer was lost, which says so', async () => {
		await fleet.fault('connectionCut', { remaining: 1, match: MATCH });
		await fleet.fault('automationIdLate', { delayMs: 600_000 });
		const runs = await Promise.all([send(), send()]);
		const items = runs.map(({ outputs }) => jsonOf(outputs.flat())[0]);
		expect(items.map((item) => item?.unclear)).toEqual([true, true]);
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 2 });
	});

	test('Stop ends the wait for it', async () => {
		const [first, second] = await Promise.all([send(), send({ cancelAfter: 300 })]);
		expect(jsonOf(first.outputs.flat())[0]).toMatchObject({ ip: '192.0.2.1' });
		expect(second.run.status).toBe('canceled');
		expect(await automationCalls(fleet, path)).toHaveLength(1);
	});
});

test('hosts of two executions that cross each other are each sent once', async () => {
	const items = HOSTS.map(itemOf);
	const run = async (input: typeof items) =>
		await automationNode(fleet, 'createBulk', input, RENEW);
	await Promise.all([run(items), run([...items].reverse()), run(items.slice(1))]);
	expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 2, '192.0.2.2:443': 1 });
	expect((await automationCalls(fleet, BULK)).length).toBeLessThanOrEqual(2);
});
