import { type IDataObject, sleep } from 'n8n-workflow';

import {
	automationCalls,
	automationCounts,
	automationNode,
	automationsOf,
	host,
	itemOf,
	jsonOf,
	RENEW,
} from '../../../support/automation';
import { openFleet, useFleet } from '../../../support/openFleet';
import type { ProcessedData } from '../../../support/processedData';
import { keepProcessedData } from '../../../support/processedData';
import { otherProcess } from '../../../support/simulator';

/** Promise 1: not even a process that remembers nothing sends, and pays for, a host again. */

const SEND = 'automation/createAutomation';
const HOSTS = [host(1), host(2)];

const fleet = useFleet(HOSTS);
let store: ProcessedData;
beforeAll(async () => void (store = await keepProcessedData()));
beforeEach(() => store.clear());

const counts = async () => Object.values(await automationCounts(fleet));

describe.each(['createBulk', 'create'])('Automation > %s in a new process', (operation) => {
	const run = async (visibleWithin: number, more: IDataObject = {}) =>
		await automationNode(fleet, operation, HOSTS.map(itemOf), {
			...RENEW,
			options: { visibleWithin, ...(more as object) },
		});

	/** The list shows what was started so late that nobody can see it meanwhile. */
	const unseen = async (delayMs: number) => await fleet.fault('automationIdLate', { delayMs });

	test('after a crash in the middle of the call looks for the hosts, and finds them', async () => {
		await unseen(2500);
		await fleet.fault('slowAnswer', { delayMs: 8000, match: { path: SEND } });
		const crashed = run(0);
		while ((await automationCalls(fleet, 'createAutomation/bulk')).length === 0) {
			if ((await automationCalls(fleet, SEND)).length === HOSTS.length) break;
			await sleep(20);
		}
		await sleep(300);
		await fleet.sandbox.delete('/faults/slowAnswer');
		otherProcess(fleet);
		const { outputs, error } = await run(20);
		expect(error).toBeUndefined();
		const booked = await automationsOf(fleet);
		expect(jsonOf(outputs[0])).toMatchObject(
			Object.values(booked).map(([automation]) => ({
				automationId: automation?.automationId,
				recovered: true,
			})),
		);
		expect(await counts()).toEqual([1, 1]);
		await crashed;
	}, 30_000);

	test('after an unclear end tells that it is unclear while no list shows the hosts', async () => {
		await unseen(60_000);
		await fleet.fault('connectionCut', { match: { path: SEND } });
		await run(0);
		await fleet.sandbox.delete('/faults/connectionCut');
		otherProcess(fleet);
		const { outputs } = await run(1);
		expect(jsonOf(outputs[0])).toMatchObject([
			{ ip: '192.0.2.1', unclear: true },
			{ ip: '192.0.2.2', unclear: true },
		]);
		expect(jsonOf(outputs[0])[0]?.nextStep).toContain('Check the status of this host before');
		expect(await counts()).toEqual([1, 1]);
	});

	test('sends hosts whose request is to be made anew in any case', async () => {
		await unseen(60_000);
		await fleet.fault('connectionCut', { match: { path: SEND } });
		await run(0);
		await fleet.sandbox.delete('/faults/connectionCut');
		otherProcess(fleet);
		await run(0, { duplicateWindow: 0 });
		expect(await counts()).toEqual([2, 2]);
	});

	test('knows the hosts that were taken, and leaves no note of those that were refused', async () => {
		await unseen(60_000);
		await run(0);
		otherProcess(fleet);
		const { outputs } = await run(0);
		expect(jsonOf(outputs[0])).toMatchObject([{ reused: true }, { reused: true }]);
		expect(await counts()).toEqual([1, 1]);
		store.clear();
		otherProcess(fleet);
		await fleet.fault('errorsInside200', { match: { path: SEND } });
		await run(0, { duplicateWindow: 0 });
		expect([...store]).toEqual([]);
	});
});

test('A host that a run does not come to keeps the note of the run before', async () => {
	const hosts = Array.from({ length: 14 }, (_, at) => host(at + 1));
	const fleet = await openFleet(hosts);
	const [last] = hosts.slice(-1).map(itemOf);
	const create = async (items: IDataObject[]) =>
		await automationNode(
			fleet,
			'create',
			items,
			{ ...RENEW, options: { visibleWithin: 0 } },
			{ onError: 'continueRegularOutput' },
		);
	await fleet.fault('automationIdLate', { delayMs: 60_000 });
	await fleet.fault('connectionCut', { match: { path: SEND } });
	await create([last ?? {}]);
	otherProcess(fleet);
	// Three lost answers in a row end the run.
	const cutShort = await create(hosts.map(itemOf));
	expect(jsonOf(cutShort.outputs.flat()).at(-1)?.error).toContain('Not tried');
	await fleet.sandbox.delete('/faults/connectionCut');
	otherProcess(fleet);
	const { outputs } = await create([last ?? {}]);
	expect(jsonOf(outputs.flat())).toMatchObject([{ ip: '192.0.2.14', unclear: true }]);
	expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.14:443': 1 });
});

test('A note is of the host in its account and division', async () => {
	const [item] = HOSTS.map(itemOf);
	const { divisionId } = fleet.keys;
	await fleet.fault('automationIdLate', { delayMs: 60_000 });
	await fleet.fault('connectionCut', { remaining: 1, match: { path: SEND } });
	const create = async (division: number) =>
		await automationNode(fleet, 'createBulk', [{ ...item, divisionId: division }], {
			...RENEW,
			divisionId: '={{ $json.divisionId }}',
			options: { visibleWithin: 0 },
		});
	await create(divisionId);
	otherProcess(fleet);
	const other = await create(divisionId + 1);
	expect(jsonOf(other.outputs[0])[0]).not.toHaveProperty('unclear');
	const same = await create(divisionId);
	expect(jsonOf(same.outputs[0])[0]).toMatchObject({ unclear: true });
});
