import { sleep, type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { FaultMatch, FaultName, FaultSetting } from '../../../sandbox/simulator/faults';
import {
	automationNode,
	automationsOf,
	host,
	itemOf,
	ranLongAgo,
	RENEW,
} from '../../support/automation';
import {
	certCentral,
	credentialOf,
	jsons,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
} from '../../support/certCentral';
import {
	akamaiCps,
	akamaiCredential,
	enrollmentParameters,
	enrollmentsOf,
} from '../../support/cps';
import type { NodeOptions, NodeRun } from '../../support/engine';
import { otherProcess } from '../../support/simulator';
import { useFleet } from '../../support/openFleet';

/**
 * Promise 8: an execution cancelled in the middle of a request, of a pause, of a 429 wait or of
 * the wait for a slot ends within a second, and nothing more is sent; the same run, started again,
 * buys nothing new and gives all ids.
 */

const WITHIN_MS = 1000;
/** Nothing that was to be sent later comes in this time. */
const AFTERWARDS_MS = 1500;
const QUIET_MS = 400;

/** One call in an hour: whatever comes second waits for a slot. */
const ONE_CALL: IDataObject = {
	pacing: 'custom',
	burstRequests: 1,
	burstSeconds: 3600,
	sustainedRequests: 1,
	sustainedSeconds: 3600,
};

type Options = Partial<NodeOptions>;

/** A run that can be made again with the same items. */
interface Job {
	run(options?: Options): Promise<NodeRun>;
	/** The same as another process would run it, whose limiter knows nothing of this one's waits. */
	elsewhere(): Promise<NodeRun>;
	/** With a limit of one call. */
	limited(options: Options): Promise<NodeRun>;
	/** What identifies the things on the items of a run. */
	idsOn(run: NodeRun): unknown[];
	/** The same things in the books of the service, each as often as it was bought or done. */
	booked(): Promise<unknown[]>;
}

interface Operation {
	name: string;
	/** The call that is struck. */
	match: FaultMatch;
	/** Calls that pass before. */
	after?: number;
	prepare(): Promise<Job>;
	/** Faults that lead into a pause of seconds, and how many calls they take. */
	pause: { faults: Array<[FaultName, Partial<FaultSetting>]>; calls: number };
}

const HOSTS = [1, 2, 3];
const FAILED = [4, 5, 6];
/** The largest page has 512 rows. */
const TWO_PAGES = 600;
const sorted = (ids: unknown[]) => [...ids].sort((a, b) => Number(a) - Number(b));

const fleet = useFleet([
	...HOSTS.map((number) => host(number)),
	...FAILED.map((number) =>
		host(number, { script: 'installFailsOnce', automation: ranLongAgo(700 + number) }),
	),
]);

const digiCert = (
	run: (options: Options) => Promise<NodeRun>,
	{ idsOn, booked }: Pick<Job, 'idsOn' | 'booked'>,
): Job => ({
	run: async (options = {}) => await run(options),
	elsewhere: async () => {
		otherProcess(fleet);
		return await run({});
	},
	limited: async (options) =>
		await run({
			...options,
			credentials: { digiCertApi: { ...credentialOf(fleet), ...ONE_CALL } },
		}),
	idsOn,
	booked,
});

const idsOn = (field: string) => (run: NodeRun) =>
	sorted(run.outputs.flatMap((items) => jsons(items)).map((json) => json[field]));

const three = async (name: string) =>
	await Promise.all(HOSTS.map(async (at) => await orderOf(`${name}-${at}.example.com`)));

const automation = (
	operation: string,
	items: IDataObject[],
	parameters: INodeParameters,
	booked: Job['booked'],
): Job =>
	digiCert(
		async (options) =>
			await automationNode(
				fleet,
				operation,
				items,
				{ ...parameters, options: { visibleWithin: 60, waitUpTo: 600 } },
				options,
			),
		{ idsOn: idsOn('automationId'), booked },
	);

const automationIds = async () =>
	sorted(
		Object.values(await automationsOf(fleet))
			.slice(0, HOSTS.length)
			.flatMap((booked) => booked.map(({ automationId }) => automationId)),
	);

const LATE: Array<[FaultName, Partial<FaultSetting>]> = [
	['connectionCut', {}],
	['automationIdLate', { delayMs: 3000 }],
];

/** Orders of these tests; the hosts of the fleet came with orders of their own. */
const orderIds = async () =>
	(await ordersOf(fleet))
		.filter(({ commonName }) => !commonName.startsWith('www'))
		.map(({ id }) => id);

const OPERATIONS: Operation[] = [
	{
		name: 'Order > Create',
		match: { method: 'POST', path: 'order/certificate' },
		pause: {
			faults: [
				['connectionCut', {}],
				['listLag', { delayMs: 3000 }],
			],
			calls: 3,
		},
		prepare: async () => {
			const items = await three('stop');
			const form = orderParameters({ options: { visibleWithin: 20 } });
			return digiCert(async (options) => await certCentral(fleet, form, items, options), {
				idsOn: idsOn('orderId'),
				booked: orderIds,
			});
		},
	},
	{
		name: 'Automation > Create in Bulk',
		match: { path: 'createAutomation/bulk' },
		pause: { faults: LATE, calls: 1 },
		prepare: async () =>
			automation(
				'createBulk',
				HOSTS.map((at) => itemOf(host(at))),
				RENEW,
				automationIds,
			),
	},
	{
		name: 'Automation > Create',
		match: { path: 'automation/createAutomation' },
		pause: { faults: LATE, calls: 3 },
		prepare: async () =>
			automation(
				'create',
				HOSTS.map((at) => itemOf(host(at))),
				RENEW,
				automationIds,
			),
	},
	{
		name: 'Automation > Retry in Bulk',
		match: { path: 'bulkretryautomationtask' },
		pause: { faults: [['requestLost', {}]], calls: 1 },
		prepare: async () =>
			automation(
				'retryBulk',
				FAILED.map((at) => itemOf(host(at))),
				{},
				async () =>
					sorted(
						Object.values(await automationsOf(fleet)).flatMap((booked) =>
							booked.flatMap(({ automationId, retries }) =>
								Array.from({ length: retries }, () => automationId),
							),
						),
					),
			),
	},
	{
		name: 'Enrollment > Create',
		match: { method: 'POST', path: 'cps/v2/enrollments' },
		pause: { faults: [['requestLost', {}]], calls: 3 },
		prepare: async () => {
			const items = HOSTS.map((at) => ({ commonName: `stop-${at}.example.com` }));
			const form = enrollmentParameters(fleet, { options: { visibleWithin: 60 } });
			const run = async (options: Options = {}) => await akamaiCps(fleet, form, items, options);
			const as = (credential: IDataObject) => ({
				credentials: { akamaiEdgeGridApi: { ...akamaiCredential(fleet), ...credential } },
			});
			return {
				run,
				// Another name of the host is another identity, so another limiter.
				elsewhere: async () =>
					await run(as({ host: fleet.origin.replace('127.0.0.1', 'localhost') })),
				limited: async (options) => await run({ ...options, ...as(ONE_CALL) }),
				idsOn: idsOn('enrollmentId'),
				booked: async () => sorted((await enrollmentsOf(fleet)).map(({ id }) => id)),
			};
		},
	},
	{
		name: 'Order > Check Status, waiting',
		match: { method: 'GET', path: 'order/certificate' },
		pause: { faults: [], calls: 1 },
		prepare: async () => {
			const ids = await placed(fleet, await three('instant'));
			const stuck = await placed(fleet, [await orderOf('stuck.example.com')]);
			const items = [...ids, ...stuck].map((orderId) => ({ orderId }));
			const form = (waitUpTo: number): INodeParameters => ({
				resource: 'order',
				operation: 'checkStatus',
				orderId: { __rl: true, mode: 'id', value: '={{ $json.orderId }}' },
				options: { waitUpTo },
			});
			return digiCert(
				async (options) => await certCentral(fleet, form(options.signal ? 600 : 0), items, options),
				{ idsOn: idsOn('orderId'), booked: orderIds },
			);
		},
	},
	{
		name: 'Automation > Get Many, at its second page',
		match: { path: 'automatedips/list' },
		after: 1,
		pause: { faults: [['unavailable', {}]], calls: 3 },
		prepare: async () => {
			const ports = Array.from({ length: TWO_PAGES }, (_, at) => 8000 + at);
			await fleet.seed({ hosts: ports.map((port) => host(1, { port })) });
			const job = automation('getAll', [{}], { returnAll: true }, async () => ports);
			return { ...job, idsOn: idsOn('port') };
		},
	},
];

/** Runs until `calls` were struck and nothing more comes, then presses Stop. */
async function stopped(
	run: (options: Options) => Promise<NodeRun>,
	isStruck: () => boolean,
): Promise<void> {
	const controller = new AbortController();
	const { calls } = fleet.world;
	const began = calls.all().length;
	const running = run({ signal: controller.signal });
	let [seen, since] = [began, performance.now()];
	while (!isStruck() || performance.now() - since < QUIET_MS) {
		await sleep(10);
		if (calls.all().length === seen) continue;
		[seen, since] = [calls.all().length, performance.now()];
	}
	expect(seen).toBeGreaterThan(began);
	const pressed = performance.now();
	controller.abort();
	await running;
	expect(performance.now() - pressed).toBeLessThan(WITHIN_MS);
	await sleep(AFTERWARDS_MS);
	expect(calls.all().slice(seen)).toEqual([]);
}

const struckBy = (name: FaultName) => (least: number) => () =>
	fleet.world.calls.all().filter(({ faults }) => faults.includes(name)).length >= least;

/** What the same run brings, and that a third one brings nothing more. */
async function complete({ run, idsOn: read, booked }: Job, again: NodeRun): Promise<void> {
	expect(again.error).toBeUndefined();
	const ids = await booked();
	expect(new Set(ids).size).toBe(ids.length);
	expect(read(again)).toEqual(ids);
	await run();
	expect(await booked()).toEqual(ids);
}

describe.each(OPERATIONS)('$name, stopped', ({ match, after = 0, prepare, pause }) => {
	test('in the middle of a request', async () => {
		const job = await prepare();
		await fleet.fault('stalledAnswer', { match, after });
		await stopped(job.run, struckBy('stalledAnswer')(1));
		await fleet.sandbox.delete('/faults');
		await complete(job, await job.run());
	});

	test('in a pause', async () => {
		const job = await prepare();
		for (const [name, setting] of pause.faults)
			await fleet.fault(name, { match, after, ...setting });
		const [first] = pause.faults;
		const before = fleet.world.calls.all().length;
		const isStruck = first
			? struckBy(first[0])(pause.calls)
			: () => fleet.world.calls.all().length > before;
		await stopped(job.run, isStruck);
		await fleet.sandbox.delete('/faults');
		// What the service shows late is shown by now.
		await sleep(AFTERWARDS_MS);
		await complete(job, await job.run());
	});

	test('in the wait that a 429 asks for', async () => {
		const job = await prepare();
		await fleet.fault('tooManyRequests', { match, after, remaining: 1 });
		await fleet.fault('retryAfterSeconds', { seconds: 60 });
		await stopped(job.run, struckBy('tooManyRequests')(1));
		await complete({ ...job, run: job.elsewhere }, await job.elsewhere());
	});

	test('while it waits for a slot of the limiter', async () => {
		const job = await prepare();
		const before = fleet.world.calls.all().length;
		if (match.method) otherProcess(fleet);
		await stopped(job.limited, () => fleet.world.calls.all().length > before);
		await complete({ ...job, run: job.elsewhere }, await job.elsewhere());
	});
});
