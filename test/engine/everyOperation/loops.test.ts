import type { IDataObject, INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';

import { automationNode, host, jsonOf, ranLongAgo } from '../../support/automation';
import { byId, certCentral, credentialOf, orderOf, placed } from '../../support/certCentral';
import { akamaiCps, enrollmentParameters } from '../../support/cps';
import type { NodeRun } from '../../support/engine';
import type { TestSimulator } from '../../support/simulator';
import { otherProcess } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** A polling loop of two nodes: Check Status, and a Wait on its In Progress output. */

const simulator = useSimulator();
const STATES = ['done', 'inProgress', 'needsAction', 'failed'];

/** The simulator counts no calls here, and nobody waits for limits. */
const FAST = {
	pacing: 'custom',
	burstRequests: 10_000,
	burstSeconds: 1,
	sustainedRequests: 10_000,
	sustainedSeconds: 1,
};

interface Loop {
	name: string;
	/** Items: one that is settled, one that is in progress. */
	make(): Promise<IDataObject[]>;
	/** An item whose thing does not exist. */
	missing: IDataObject;
	check(items: IDataObject[], options: INodeParameters, onError?: OnError): Promise<NodeRun>;
	/** What is in progress is so no more. */
	later(): Promise<void>;
	/** By which outputs the two leave in the end. */
	leaveBy: string[];
	/** What a call about an item shows in its path or body. */
	traceOf(item: IDataObject): string;
}

const orders: Loop = {
	name: 'Order',
	make: async () => {
		const made = await Promise.all(
			['needs-approval', 'plain'].map(async (name) => await orderOf(`${name}.example.com`)),
		);
		const ids = await placed(simulator, made);
		await simulator.advance(60);
		return ids.map((orderId) => ({ orderId }));
	},
	missing: { orderId: 424_242 },
	check: async (items, options, onError) =>
		await certCentral(
			simulator,
			{
				resource: 'order',
				operation: 'checkStatus',
				orderId: byId('={{ $json.orderId }}'),
				options,
			},
			items,
			{ onError },
		),
	later: async () => await simulator.advance(86_400),
	leaveBy: ['needsAction', 'done'],
	traceOf: ({ orderId }) => `/order/certificate/${String(orderId)}`,
};

const automations: Loop = {
	name: 'Automation',
	make: async () => {
		const running = { automationId: 703, requestedOn: Date.now() };
		await simulator.seed({
			agents: [{ agentName: 'agent-01', type: 'Agent', licenseKey: 'KEY' }],
			hosts: [
				host(1, { script: 'failsFinally', automation: ranLongAgo(701) }),
				host(3, { automation: running }),
			],
		});
		return [{ automationId: 701 }, { automationId: 703 }];
	},
	missing: { automationId: 424_242 },
	check: async (items, options, onError) =>
		await automationNode(
			simulator,
			'checkStatus',
			items,
			{ options },
			{ onError, credentials: { digiCertApi: { ...credentialOf(simulator), ...FAST } } },
		),
	later: async () => await simulator.advance(86_400),
	leaveBy: ['failed', 'done'],
	traceOf: ({ automationId }) => `"automationId":${String(automationId)}`,
};

const changes: Loop = {
	name: 'Change',
	make: async () => {
		const create = async (commonName: string) => {
			const { outputs } = await akamaiCps(simulator, enrollmentParameters(simulator), [
				{ commonName },
			]);
			const { enrollmentId, changeId } = outputs[0]?.[0]?.json ?? {};
			return { enrollmentId, changeId } as IDataObject;
		};
		const first = await create('first.example.com');
		await simulator.advance(3600);
		return [first, await create('second.example.com')];
	},
	missing: { enrollmentId: 424_242, changeId: 424_243 },
	check: async (items, options, onError) =>
		await akamaiCps(
			simulator,
			{
				resource: 'change',
				operation: 'checkStatus',
				enrollmentId: byId('={{ $json.enrollmentId }}'),
				changeId: byId('={{ $json.changeId }}'),
				options,
			},
			items,
			{ onError },
		),
	later: async () => await simulator.advance(3600),
	leaveBy: ['needsAction', 'needsAction'],
	traceOf: ({ enrollmentId }) => `/enrollments/${String(enrollmentId)}`,
};

const TOGETHER = { leaveTogether: true };
const sizes = ({ outputs }: NodeRun) => outputs.map((items) => items.length);

/** Through Wait and the database into a process that has seen nothing yet. */
function resumed(items: INodeExecutionData[] = []): IDataObject[] {
	otherProcess(simulator as TestSimulator);
	return JSON.parse(JSON.stringify(jsonOf(items))) as IDataObject[];
}

const callsSince = (before: number) => simulator.world.calls.all().slice(before);
const callsSoFar = () => simulator.world.calls.all().length;

describe.each([orders, automations, changes])(
	'$name > Check Status in a loop, Leave Together',
	({ make, missing, check, later, leaveBy, traceOf }) => {
		it.each([
			['stopWorkflow', false],
			['continueRegularOutput', true],
			['continueErrorOutput', true],
		] as const)('On Error: %s', async (onError, oneFails) => {
			const made = await make();
			const count = made.length + Number(oneFails);
			const first = await check(oneFails ? [...made, missing] : made, TOGETHER, onError);
			expect(first.error).toBeUndefined();
			expect(sizes(first).slice(0, 4)).toEqual([0, count, 0, 0]);
			expect(first.outputs.flat()).toHaveLength(count);

			// What is settled, or failed, is not asked again; what is in progress is.
			const before = callsSoFar();
			const second = await check(resumed(first.outputs[1]), TOGETHER, onError);
			expect(sizes(second).slice(0, 4)).toEqual([0, count, 0, 0]);
			const asked = callsSince(before).map(({ path, body }) => `${path} ${body}`);
			const [settled, running] = made.map((item) =>
				asked.filter((call) => call.includes(traceOf(item))),
			);
			expect(settled).toEqual([]);
			expect(running?.length).toBeGreaterThan(0);
			expect(asked.filter((call) => call.includes(traceOf(missing)))).toEqual([]);

			await later();
			const last = await check(resumed(second.outputs[1]), TOGETHER, onError);
			expect(last.error).toBeUndefined();
			const left = STATES.map((_, output) => jsonOf(last.outputs[output]));
			expect(left.map((items) => items.filter(({ error }) => !error).length)).toEqual(
				STATES.map((state) => leaveBy.filter((by) => by === state).length),
			);
			const states = last.outputs.flat().map(({ json }) => json.state);
			expect(states.filter(Boolean).sort()).toEqual([...leaveBy].sort());
			const failures = jsonOf(last.outputs.flat()).filter(({ error }) => error);
			expect(failures).toHaveLength(Number(oneFails));
			expect(JSON.stringify(last.outputs.slice(0, 4))).not.toContain('polling');
			expect(
				new Set(last.outputs.flat().map(({ pairedItem }) => JSON.stringify(pairedItem))).size,
			).toBe(count);
		});

		it('what left by Error is new to the next loop, though n8n adds all that it came in with', async () => {
			const made = [...(await make()), missing];
			const first = await check(made, { ...TOGETHER, giveUpAfter: 2 }, 'continueErrorOutput');
			const items = resumed(first.outputs[1]);
			const second = await check(items, { ...TOGETHER, giveUpAfter: 2 }, 'continueErrorOutput');
			const failures = jsonOf(second.outputs[4]);
			expect(failures).toMatchObject([{ ...missing, error: expect.any(String) }]);
			const before = callsSoFar();
			await check(failures, TOGETHER, 'continueErrorOutput');
			expect(
				callsSince(before).filter((call) => `${call.path} ${call.body}`.includes(traceOf(missing))),
			).not.toEqual([]);
		});

		it('gives up after so many checks: what is left leaves by Needs Action', async () => {
			const options = { ...TOGETHER, giveUpAfter: 2 };
			const made = await make();
			const first = await check(made, options);
			expect(sizes(first)).toEqual([0, 2, 0, 0]);
			const { outputs } = await check(resumed(first.outputs[1]), options);
			expect(outputs[1]).toEqual([]);
			expect(jsonOf(outputs[2]).at(-1)).toMatchObject({
				state: 'needsAction',
				nextStep: expect.stringContaining("the last that 'Give Up After' allows"),
			});
		});

		it('the pauses grow, the same on all items', async () => {
			const first = await check(await make(), TOGETHER);
			const second = await check(resumed(first.outputs[1]), TOGETHER);
			const pauses = [first, second].map(({ outputs }) => [
				...new Set(jsonOf(outputs[1]).map((json) => json.nextCheckInSeconds)),
			]);
			expect(pauses).toEqual([[30], [45]]);
		});

		it('a service that is not to be had for a while ends nothing', async () => {
			const first = await check(await make(), TOGETHER);
			const items = resumed(first.outputs[1]);
			await simulator.fault('unavailable', { rate: 1 });
			const second = await check(items, TOGETHER);
			expect(second.error).toBeUndefined();
			expect(sizes(second)).toEqual([0, 2, 0, 0]);
		});
	},
);

describe('2,000 items in a loop', () => {
	const [MANY, REAL] = [2000, 50];

	it('stay together until the last one is done, and only that one is asked for', async () => {
		await simulator.seed({
			agents: [{ agentName: 'agent-01', type: 'Agent', licenseKey: 'KEY' }],
			hosts: Array.from({ length: REAL }, (_, at) =>
				host(at + 1, {
					automation:
						at === 0 ? { automationId: 5000, requestedOn: Date.now() } : ranLongAgo(5000 + at),
				}),
			),
		});
		const known = Array.from({ length: REAL }, (_, at) => ({ automationId: 5000 + at }));
		// What cannot be read is refused without a call, and goes round as well.
		const unknown = Array.from({ length: MANY - REAL }, (_, at) => ({ row: at }));
		const check = async (items: IDataObject[]) =>
			await automations.check(items, TOGETHER, 'continueRegularOutput');

		const first = await check([...known, ...unknown]);
		expect(sizes(first)).toEqual([0, MANY, 0, 0]);
		const before = callsSoFar();
		const second = await check(resumed(first.outputs[1]));
		expect(sizes(second)).toEqual([0, MANY, 0, 0]);
		const details = callsSince(before).filter(({ path }) => path.includes('viewAutomationDetails'));
		expect(details.map(({ body }) => body)).toEqual([expect.stringContaining('5000')]);
		await simulator.advance(86_400);
		const last = await check(resumed(second.outputs[1]));
		expect(sizes(last)).toEqual([REAL, 0, 0, MANY - REAL]);
		expect(last.outputs[3]?.map(({ pairedItem }) => pairedItem)).toEqual(
			unknown.map((_, at) => ({ item: REAL + at })),
		);
	});
});
