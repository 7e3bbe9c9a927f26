import { sleep } from 'n8n-workflow';

import { memories } from '../../../nodes/DigiCert/Automation/submitting/hostMemory';
import {
	automationCalls,
	automationCounts,
	automationNode,
	host,
	itemOf,
	jsonOf,
	RENEW,
} from '../../support/automation';
import { BULK, initiated, LIST, Refusal, rows, useDesk } from '../../support/desk';
import { useFleet } from '../../support/openFleet';
import type { ProcessedData } from '../../support/processedData';
import { keepProcessedData } from '../../support/processedData';
import { otherProcess } from '../../support/simulator';

/** A note that this run did not make is of a call under way elsewhere, or of one that broke off. */

let store: ProcessedData;
beforeAll(async () => void (store = await keepProcessedData()));
beforeEach(() => store.clear());

describe('While another worker is sending the host', () => {
	const HOST = host(1);
	const fleet = useFleet([HOST]);
	const run = async () =>
		await automationNode(fleet, 'createBulk', [itemOf(HOST)], {
			...RENEW,
			options: { visibleWithin: 2 },
		});

	test('nobody sends it as well, however many look, until Visible Within is over twice', async () => {
		await fleet.fault('automationIdLate', { delayMs: 3500 });
		await fleet.fault('slowAnswer', { delayMs: 5000, remaining: 1, match: { path: BULK } });
		const sending = run();
		while ((await automationCalls(fleet, BULK)).length === 0) await sleep(20);
		otherProcess(fleet);
		const [met] = jsonOf((await run()).outputs[0]);
		expect(met).toMatchObject({ unclear: true, message: expect.stringContaining('Another run') });
		otherProcess(fleet);
		const [third] = jsonOf((await run()).outputs[0]);
		expect(third).toMatchObject({ reused: true, automationStatus: expect.any(String) });
		expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 1 });
		await sending;
	}, 30_000);
});

describe('A note that a process before this one left', () => {
	const desk = useDesk();
	const newProcess = () => memories.clear();

	const send = async (options = {}, more: Parameters<typeof desk.run>[3] = {}) => {
		const { outputs } = await desk.run(
			'createBulk',
			undefined,
			{ options: { visibleWithin: 1, ...options } },
			{ onError: 'continueRegularOutput', ...more },
		);
		return jsonOf(outputs.flat())[0];
	};

	beforeEach(async () => {
		desk.answers({ [LIST]: rows(), [BULK]: new Refusal(502) });
		await send({ visibleWithin: 0 });
		newProcess();
		desk.answers({ [LIST]: rows(), [BULK]: initiated(1) });
	});

	test('stands when the run that meets it is stopped', async () => {
		await send({ visibleWithin: 60 }, { cancelAfter: 500 });
		newProcess();
		expect(await send()).toMatchObject({ unclear: true });
		expect(desk.sends(BULK)).toBe(1);
	});

	test('is no lost answer of this process: after Visible Within its next run sends the host', async () => {
		expect(await send()).toMatchObject({ unclear: true });
		const item = await send();
		expect(item).not.toHaveProperty('unclear');
		expect(item).not.toHaveProperty('reused');
		expect(desk.sends(BULK)).toBe(2);
		expect(store.size).toBe(0);
	});

	test('is told once, whichever processes come, and then waited for', async () => {
		expect(await send()).toMatchObject({ unclear: true });
		newProcess();
		expect(await send()).not.toHaveProperty('unclear');
		expect(desk.sends(BULK)).toBe(2);
	});

	test('stands when a run that sends in any case is refused', async () => {
		desk.answers({ [LIST]: rows(), [BULK]: new Refusal(400) });
		await send({ duplicateWindow: 0 });
		newProcess();
		expect(await send()).toMatchObject({ unclear: true });
	});
});
