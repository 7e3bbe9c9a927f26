import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	automationCalls,
	automationNode,
	balanced,
	host,
	itemOf,
	jsonOf,
	LOAD_BALANCER,
	ranLongAgo,
	RENEW,
} from '../../support/automation';
import { useFleet } from '../../support/openFleet';

const DETAILS = 'viewAutomationDetails';
const now = () => ({ automationId: 703, requestedOn: Date.now() });
const FLEET = () => [
	host(1, { automation: ranLongAgo(701) }),
	host(2, { script: 'validationFailsOnce', automation: ranLongAgo(702) }),
	balanced(3, { automation: now() }),
	host(4, { script: 'needsAction', automation: ranLongAgo(704) }),
	host(5, { script: 'failsFinally', automation: ranLongAgo(705) }),
];

const fleet = useFleet(FLEET());

const check = async (
	items: IDataObject[],
	parameters: INodeParameters = {},
	options: Parameters<typeof automationNode>[4] = {},
) => await automationNode(fleet, 'checkStatus', items, parameters, options);

const byId = (...ids: number[]) => ids.map((automationId) => ({ automationId }));

describe('Automation > Check Status', () => {
	it('tells by its outputs: Done, In Progress, Needs Action, Failed', async () => {
		const { outputs } = await check(byId(701, 702, 703, 704, 705));
		expect(outputs.map((items) => jsonOf(items).map(({ automationId }) => automationId))).toEqual([
			[701],
			[703],
			[704],
			[702, 705],
		]);
		expect(outputs[3]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 4 }]);
	});

	it('says what failed, why, whether a retry helps and who acts', async () => {
		const { outputs } = await check(byId(702, 705));
		const [retryable, final] = jsonOf(outputs[3]);
		expect(retryable).toMatchObject({
			state: 'failed',
			vendorStatus: 'INSTALL_VALIDATION_FAILED',
			retryable: true,
			whoActs: 'nobody',
			causeOfFailure: expect.stringContaining('Post install validation is unsuccessful'),
			nextStep: expect.stringContaining('Retry it with Retry in Bulk'),
		});
		expect(final).toMatchObject({
			retryable: false,
			whoActs: 'certificate manager',
			vendorStatus: 'AUTOMATION_FAILED',
		});
	});

	it('carries what retry needs, from the list', async () => {
		const { outputs } = await check(byId(703));
		expect(jsonOf(outputs[1])[0]).toMatchObject({
			automationId: 703,
			accountId: fleet.keys.accountId,
			divisionId: fleet.keys.divisionId,
			ip: '192.0.2.3',
			port: 443,
			domainName: null,
			managementIp: LOAD_BALANCER,
			virtualServerName: '/Common/shop-3',
			agentName: 'balancer-01',
		});
	});

	it('carries it from the input where the list shows the host no more', async () => {
		await fleet.seed({
			hosts: [
				host(1, { automation: ranLongAgo(701), certificateTill: Date.now() + 300 * 86_400_000 }),
			],
		});
		const item = { automationId: 701, ip: '192.0.2.1', port: 443, agentName: 'agent-01' };
		const { outputs } = await check([item]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ ...item, state: 'done' });
	});

	it('finds an automation by its host', async () => {
		const { outputs } = await check([itemOf(host(4)), itemOf(balanced(3))]);
		expect(jsonOf(outputs[2])[0]).toMatchObject({ automationId: 704, ip: '192.0.2.4' });
		expect(jsonOf(outputs[1])[0]).toMatchObject({ automationId: 703, ip: '192.0.2.3' });
	});

	it('a host that the list does not show is in progress, and the item says why', async () => {
		const { outputs } = await check([itemOf(host(99))]);
		expect(jsonOf(outputs[1])[0]).toMatchObject({
			automationId: null,
			ip: '192.0.2.99',
			vendorStatus: 'NOT_LISTED',
			nextStep: expect.stringContaining('does not show 192.0.2.99:443'),
		});
	});

	it('a host that was sent keeps its automation when it is done and leaves the list', async () => {
		await fleet.seed({ hosts: [host(7)] });
		await automationNode(fleet, 'createBulk', [itemOf(host(7))], RENEW);
		const running = await check([itemOf(host(7))]);
		const { automationId } = jsonOf(running.outputs[1])[0] ?? {};
		await fleet.advance(3600);
		const done = await check([itemOf(host(7))]);
		expect(jsonOf(done.outputs[0])[0]).toMatchObject({ automationId, state: 'done' });
		const again = await automationNode(fleet, 'createBulk', [itemOf(host(7))], RENEW);
		expect(jsonOf(again.outputs[0])[0]).toMatchObject({ automationId, reused: true });
	});

	it('a host that was sent long ago, and was never listed, is for a person to look up', async () => {
		await fleet.seed({ hosts: [host(7)] });
		await fleet.fault('automationIdLate', { delayMs: 600_000 });
		const options = { visibleWithin: 0 };
		await automationNode(fleet, 'createBulk', [itemOf(host(7))], { ...RENEW, options });
		await fleet.seed({ settings: { automatedIps: 'documented' }, hosts: [] });
		const soon = await check([itemOf(host(7))]);
		expect(jsonOf(soon.outputs[1])[0]).toMatchObject({ vendorStatus: 'NOT_LISTED' });
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * 3_600_000);
		const later = await check([itemOf(host(7))]);
		now.mockRestore();
		expect(jsonOf(later.outputs[2])[0]).toMatchObject({
			vendorStatus: 'NOT_LISTED',
			whoActs: 'certificate manager',
		});
	});

	it('an unknown status is in progress and the item says so', async () => {
		await fleet.fault('unknownStatus');
		const { outputs } = await check(byId(701));
		expect(jsonOf(outputs[1])[0]).toMatchObject({
			state: 'inProgress',
			vendorStatus: 'AUTOMATION_HELD_BY_POLICY',
			nextStep: expect.stringContaining('unknown to this node'),
		});
	});

	it('either spelling of SUCCESFULLY_RENEWED is done', async () => {
		await fleet.fault('misspeltStatus');
		const { outputs } = await check(byId(701));
		expect(jsonOf(outputs[0])[0]?.vendorStatus).toBe('SUCCESSFULLY_RENEWED');
	});

	it('gives all items one pause, since a Wait node reads the first', async () => {
		const { outputs } = await check(byId(701, 702, 703));
		const pauses = outputs.flatMap(jsonOf).map(({ nextCheckInSeconds }) => nextCheckInSeconds);
		expect(new Set(pauses)).toEqual(new Set([30]));
	});

	it('follows one automation through all its states', async () => {
		const stateNow = async () => {
			const { outputs } = await check(byId(703));
			return outputs.findIndex(({ length }) => length > 0);
		};
		const seen = [await stateNow()];
		for (let step = 0; step < 6; step++) {
			await fleet.advance(40);
			seen.push(await stateNow());
		}
		expect(seen.slice(0, 4)).toEqual([1, 1, 1, 1]);
		expect(seen.at(-1)).toBe(0);
	});

	it('keeps checking inside the node while Wait Up To lasts', async () => {
		await fleet.sandbox.post('/time', { scale: 200 });
		const { outputs } = await check(byId(703), { options: { waitUpTo: 2 } });
		expect(jsonOf(outputs[0])[0]).toMatchObject({ automationId: 703, state: 'done' });
	});

	it('reads the list first for many, and details only of what the list leaves open', async () => {
		const many = Array.from({ length: 600 }, (_, at) =>
			host(1, {
				port: 1000 + at,
				script: at < 5 ? 'failsForever' : 'succeeds',
				automation: ranLongAgo(1000 + at),
			}),
		);
		await fleet.seed({ settings: { automatedIps: 'all' }, hosts: many });
		const { outputs } = await check(many.map(({ automation }) => ({ ...automation })));
		expect(outputs.map(({ length }) => length)).toEqual([595, 0, 0, 5]);
		// Two pages, and the look behind them: the list tells no total.
		expect(await automationCalls(fleet, 'automatedips/list')).toHaveLength(3);
		expect(await automationCalls(fleet, DETAILS)).toHaveLength(5);
	});

	it('an automation that does not exist leaves by Failed in both Continue modes', async () => {
		const items = byId(701, 4711, 705);
		const words = 'DigiCert refuses: The automation does not exist (automationId)';
		const stopped = await check(items);
		expect(stopped.error?.message).toContain(words);
		const goesOn = await check(items, {}, { onError: 'continueRegularOutput' });
		expect(goesOn.outputs.map(({ length }) => length)).toEqual([1, 0, 0, 2]);
		const failed = goesOn.outputs[3]?.find(({ json }) => json.error);
		expect(failed).toMatchObject({
			json: { error: words, details: { ids: { automationId: 4711 } } },
			pairedItem: { item: 1 },
		});
		const branched = await check(items, {}, { onError: 'continueErrorOutput' });
		expect(branched.outputs.map(({ length }) => length)).toEqual([1, 0, 0, 1, 1]);
		expect(branched.outputs[4]?.[0]?.json.error).toBe(words);
	});

	it('goes on by ID where the list cannot be read', async () => {
		await fleet.fault('requestLost', { match: { path: 'automatedips' } });
		const { outputs, error } = await check(byId(701));
		expect(error).toBeUndefined();
		expect(jsonOf(outputs[0])[0]).toMatchObject({ automationId: 701, state: 'done' });
	});

	it('needs an automation ID or a host', async () => {
		const { error } = await check([{}]);
		expect(error?.message).toContain("'Automation' is empty, and so is 'IP Address'");
		expect(await automationCalls(fleet)).toHaveLength(0);
	});

	it('reads are repeated when an answer is cut, so one bad answer changes nothing', async () => {
		await fleet.fault('truncatedJson', { remaining: 1 });
		await fleet.fault('badGateway', { remaining: 1, match: { path: DETAILS } });
		const { outputs } = await check(byId(701));
		expect(outputs[0]).toHaveLength(1);
	});
});
