import type { IDataObject } from 'n8n-workflow';
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
import { BULK, initiated, ITEM, LIST, listed, Refusal, rows, useDesk } from '../../support/desk';
import { skip } from '../../support/monotonicClock';
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
		expect(met).toMatchObject({ unclear: true, message: expect.stringContaining('is sending') });
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
	});

	test('tells that its answer was lost', async () => {
		const message = expect.stringContaining('its answer was lost') as unknown;
		expect(await send()).toMatchObject({ unclear: true, message });
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

describe('A host that another process sent, and that no list shows', () => {
	const desk = useDesk();
	const newProcess = () => memories.clear();
	const send = async (options = {}, items: IDataObject[] = [ITEM]) => {
		const { outputs } = await desk.run('createBulk', items, { options });
		return jsonOf(outputs.flat());
	};
	const skipHours = (hours: number) => {
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + hours * 3_600_000);
	};

	beforeEach(() => desk.answers({ [LIST]: rows(), [BULK]: initiated(1) }));
	afterEach(() => jest.restoreAllMocks());

	test("is not sent again within 'Duplicate Window', whichever process comes", async () => {
		await send();
		for (let process = 0; process < 2; process++) {
			newProcess();
			expect(await send()).toMatchObject([
				{ reused: true, nextStep: expect.stringContaining("'Duplicate Window'") },
			]);
		}
		expect(desk.sends(BULK)).toBe(1);
	});

	test('is sent after that, at once', async () => {
		await send({ visibleWithin: 600 });
		newProcess();
		skipHours(24);
		const [item] = await send({ visibleWithin: 600 });
		expect(item).not.toHaveProperty('reused');
		expect(desk.sends(BULK)).toBe(2);
	});

	test("is sent in any case with a 'Duplicate Window' of 0", async () => {
		await send();
		newProcess();
		await send({ duplicateWindow: 0 });
		expect(desk.sends(BULK)).toBe(2);
	});

	test('holds no other host of the same call back', async () => {
		await send();
		newProcess();
		const told = await send({}, [ITEM, { ...ITEM, ip: '192.0.2.2' }]);
		expect(told.map(({ ip, reused = false }) => [ip, reused])).toEqual([
			['192.0.2.1', true],
			['192.0.2.2', false],
		]);
	});

	test('is not sent by a run that comes to it long after it read the list', async () => {
		let list = rows();
		// Two names at one place go in two calls.
		const names = ['one.example.com', 'two.example.com'];
		desk.answers({
			[LIST]: () => list,
			[BULK]: () => {
				list = rows(listed({ certificateCn: 'two.example.com' }));
				skip(31_000);
				return initiated(1);
			},
		});
		const told = await send(
			{},
			names.map((domainName) => ({ ...ITEM, domainName })),
		);
		expect(told.map(({ reused = false }) => reused)).toEqual([false, true]);
		expect(desk.sends(BULK)).toBe(1);
	});
});
