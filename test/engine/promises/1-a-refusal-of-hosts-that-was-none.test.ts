import { sleep } from 'n8n-workflow';

import { jsonOf } from '../../support/automation';
import {
	BULK,
	CREATE,
	initiated,
	ITEM,
	LIST,
	listed,
	Refusal,
	rows,
	useDesk,
} from '../../support/desk';
import type { ProcessedData } from '../../support/processedData';
import { keepProcessedData } from '../../support/processedData';
import { memories } from '../../../nodes/DigiCert/Automation/submitting/hostMemory';

/** A refusal proves nothing before the list was looked at: what it shows was carried out. */

const RETRY = 'bulkretryautomationtask';
const FAILED = listed({ automationStatus: 'AUTOMATION_FAILED', requestedOn: 1_600_000_000_000 });
const RUNNING = listed({ automationId: 78 });

const desk = useDesk();
let store: ProcessedData;
beforeAll(async () => void (store = await keepProcessedData()));
beforeEach(() => store.clear());

const OPERATIONS = [
	['createBulk', BULK],
	['create', CREATE],
	['retryBulk', RETRY],
] as const;

/** The paid call has this answer; from then on the list is that. */
function answering(path: string, answer: unknown, after: unknown) {
	let list: unknown = rows(FAILED);
	desk.answers({
		[LIST]: () => list,
		[path]: () => {
			list = after;
			return answer;
		},
	});
	return { shows: (next: unknown) => void (list = next) };
}

const send = async (operation: string, visibleWithin = 0, items = [ITEM]) => {
	const { outputs } = await desk.run(
		operation,
		items,
		{ agentLicenseKey: 'K-1', options: { visibleWithin } },
		{ onError: 'continueRegularOutput' },
	);
	return jsonOf(outputs.flat());
};

const newProcess = () => memories.clear();

describe.each(OPERATIONS.slice(0, 2))('%s, refused by the limit', (operation, path) => {
	test('and done all the same: the host is found, and not sent again', async () => {
		answering(path, new Refusal(429), rows(RUNNING));
		expect(await send(operation)).toMatchObject([{ automationId: 78, reused: true }]);
		expect(desk.sends(path)).toBe(1);
	});

	test('whenever it is asked: told after so many looks', async () => {
		answering(path, new Refusal(429), rows(FAILED));
		jest.spyOn(Math, 'random').mockReturnValue(-1);
		expect(await send(operation)).toMatchObject([{ details: { code: '429', retryable: true } }]);
		expect(desk.sends(path)).toBe(8);
		jest.restoreAllMocks();
	});
});

describe.each(OPERATIONS)('%s', (operation, path) => {
	test.each([400, 403, 409, 422])('HTTP %i, and it was done', async (status) => {
		answering(path, new Refusal(status), rows(RUNNING));
		expect(await send(operation)).toMatchObject([{ automationId: 78, recovered: true }]);
		expect(desk.sends(path)).toBe(1);
	});

	test('errors inside HTTP 200, and it was done', async () => {
		const error = { errorCode: '1004', errorField: '', errorMessage: 'Not specified' };
		answering(path, { error: null, data: { errors: [error], status: {} } }, rows(RUNNING));
		expect(await send(operation)).toMatchObject([{ automationId: 78, recovered: true }]);
	});

	test('is believed where the list shows what it showed before', async () => {
		answering(path, new Refusal(400), rows(FAILED));
		expect(await send(operation)).toMatchObject([{ error: expect.stringContaining('not valid') }]);
	});

	test('is neither believed nor repeated where the list cannot be read', async () => {
		answering(path, new Refusal(400), { error: null, data: null });
		expect(await send(operation)).toMatchObject([{ unclear: true }]);
		expect(desk.sends(path)).toBe(1);
	});

	test.each([401, 404])('HTTP %i reached nothing: nobody looks', async (status) => {
		answering(path, new Refusal(status), rows(RUNNING));
		let looks = -1;
		const { answers } = desk;
		answers({
			[LIST]: () => rows(FAILED),
			[path]: () => {
				looks = desk.sends(LIST);
				return new Refusal(status);
			},
		});
		await send(operation);
		expect(desk.sends(LIST)).toBe(looks);
	});
});

test('An automation that the list loses is none that was started', async () => {
	answering(
		BULK,
		new Refusal(400),
		rows(listed({ automationId: undefined, automationStatus: 'NOT_CONFIGURED' })),
	);
	expect(await send('createBulk')).toMatchObject([{ error: expect.any(String) }]);
});

test('A host that an answer names as ineligible counts as taken where the list shows it', async () => {
	const ineligible = initiated(0, { ineligibleIpPorts: ['192.0.2.1:443'] });
	answering(BULK, ineligible, rows(RUNNING));
	expect(await send('createBulk')).toMatchObject([{ automationId: 78, recovered: true }]);
});

test('1,200 hosts that are refused in three calls are looked for once', async () => {
	const many = Array.from({ length: 1200 }, (_, at) => ({
		...ITEM,
		ip: `198.51.${100 + Math.floor(at / 250)}.${(at % 250) + 1}`,
	}));
	let before = 0;
	desk.answers({
		[LIST]: rows(),
		[BULK]: () => {
			before = desk.sends(BULK) === 1 ? desk.sends(LIST) : before;
			return new Refusal(400);
		},
	});
	expect(await send('createBulk', 0, many)).toHaveLength(1200);
	expect(desk.sends(BULK)).toBe(3);
	expect(desk.sends(LIST) - before).toBeLessThanOrEqual(before);
});

describe.each([
	['in the same process', () => {}],
	['in another process', newProcess],
])('While the list may lag, the next run, %s,', (_where, change) => {
	test.each(OPERATIONS.slice(0, 2))(
		'(%s) waits and adopts what shows',
		async (operation, path) => {
			const list = answering(path, new Refusal(400), rows(FAILED));
			await send(operation, 3);
			change();
			const again = send(operation, 3);
			await sleep(1000);
			list.shows(rows(RUNNING));
			expect(await again).toMatchObject([{ automationId: 78, reused: true }]);
			expect(desk.sends(path)).toBe(1);
		},
		20_000,
	);

	test('(createBulk) sends the host then, where nothing shows, and leaves no doubt', async () => {
		const list = answering(BULK, new Refusal(400), rows(FAILED));
		await send('createBulk', 1);
		desk.answers({ [LIST]: rows(FAILED), [BULK]: initiated(1) });
		list.shows(rows(FAILED));
		change();
		const [item] = await send('createBulk', 1);
		expect(item).not.toHaveProperty('unclear');
		expect(item).not.toHaveProperty('error');
		expect(desk.sends(BULK)).toBe(2);
	}, 20_000);
});

test('A refusal that was none for one host of a call is none for the host beside it', async () => {
	const second = { ...ITEM, ip: '192.0.2.2' };
	answering(BULK, new Refusal(400), rows(RUNNING));
	const told = await send('createBulk', 1, [ITEM, second]);
	expect(told).toMatchObject([
		{ automationId: 78, recovered: true },
		{ ip: second.ip, unclear: true },
	]);
	expect(desk.sends(BULK)).toBe(1);
});
