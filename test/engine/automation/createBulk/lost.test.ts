import {
	automationCalls,
	automationCounts,
	host,
	itemOf,
	jsonOf,
	ranLongAgo,
} from '../../../support/automation';
import { BULK, FLEET, GOOD, useBulk } from './bulk';

const { fleet, bulk } = useBulk();

const named = async (count: number) => await fleet.fault('bulkCountMismatch', { remaining: count });

describe('After a lost answer', () => {
	const LOST = [
		'connectionCut',
		'badGateway',
		'gatewayTimeout',
		'internalError',
		'emptyBody',
		'htmlBody',
		'truncatedJson',
	] as const;

	it.each(LOST)('(%s) the list shows what was accepted: no host is bought twice', async (fault) => {
		await fleet.fault(fault, { remaining: 1, match: { path: BULK } });
		const { outputs, error } = await bulk(GOOD);
		expect(error).toBeUndefined();
		expect(jsonOf(outputs[0])).toEqual([
			expect.objectContaining({ ip: '192.0.2.1', recovered: true }),
			expect.objectContaining({ ip: '192.0.2.2', recovered: true }),
			expect.objectContaining({ ip: '192.0.2.3', recovered: true }),
		]);
		expect(jsonOf(outputs[0]).every(({ automationId }) => Number(automationId) > 0)).toBe(true);
		expect(await automationCalls(fleet, BULK)).toHaveLength(1);
		await bulk(GOOD);
		await fleet.advance(3600);
		const { data } = await fleet.sandbox.get('/books');
		expect(data.digicert.paidOrders).toBe(3);
	});

	it.each(['requestLost', 'unavailable'] as const)(
		'(%s) a host that the list does not show is unclear, and not sent again',
		async (fault) => {
			await fleet.fault(fault, { remaining: 1, match: { path: BULK } });
			const { outputs } = await bulk(GOOD.slice(0, 1));
			expect(jsonOf(outputs[0])[0]).toMatchObject({
				unclear: true,
				automationId: null,
				nextStep: expect.stringContaining('Check the status of this host'),
			});
			expect(outputs[1]).toEqual([]);
			expect(await automationCalls(fleet, BULK)).toHaveLength(1);
		},
	);

	it('an automation that shows late is not bought by the second run either', async () => {
		await fleet.fault('connectionCut', { remaining: 1, match: { path: BULK } });
		await fleet.fault('automationIdLate', { delayMs: 60_000 });
		const first = await bulk(GOOD);
		expect(jsonOf(first.outputs[0]).every(({ unclear }) => unclear === true)).toBe(true);
		const second = await bulk(GOOD);
		for (const item of jsonOf(second.outputs[0])) {
			expect(item).toMatchObject({
				reused: true,
				unclear: true,
				nextStep: expect.stringContaining('Check the status of this host'),
			});
		}
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1, 1, 0]);
	});

	it('the list is read again for as long as Visible Within says', async () => {
		await fleet.fault('connectionCut', { remaining: 1, match: { path: BULK } });
		await fleet.fault('automationIdLate', { delayMs: 3000 });
		const { outputs } = await bulk(GOOD, { options: { visibleWithin: 8 } });
		expect(jsonOf(outputs[0]).map(({ recovered }) => recovered)).toEqual([true, true, true]);
	});

	it('an unclear host is no done one in the error of Stop mode', async () => {
		await fleet.fault('requestLost', { remaining: 1, match: { path: BULK } });
		await fleet.fault('errorsInside200', { remaining: 1 });
		const action = '={{ $json.ip === "192.0.2.1" ? "ENROLL" : "RENEW" }}';
		const { error } = await bulk(GOOD.slice(0, 2), { automationActionType: action });
		expect(error?.description).toContain('Unclear: [item 0] 192.0.2.1:443');
		expect(error?.description).toContain('Not done: [item 1]');
	});

	it('a failed automation that has not moved does not count as the new one', async () => {
		await fleet.seed({
			hosts: [host(1, { script: 'failsForever', automation: ranLongAgo(77) })],
		});
		await fleet.fault('requestLost', { remaining: 1, match: { path: BULK } });
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ unclear: true, automationId: null });
	});

	it('a count that does not fit makes nobody rejected, and the list decides', async () => {
		await named(1);
		const { outputs } = await bulk(GOOD);
		expect(outputs[1]).toEqual([]);
		expect(jsonOf(outputs[0]).every(({ recovered }) => recovered === true)).toBe(true);
		await fleet.seed({ hosts: FLEET.map((one) => ({ ...one, port: 8443 })) });
		await named(1);
		await fleet.fault('automationIdLate', { delayMs: 60_000 });
		const late = await bulk(GOOD.map((item) => ({ ...item, port: 8443 })));
		expect(jsonOf(late.outputs[0]).every(({ unclear }) => unclear === true)).toBe(true);
	});

	it('three times in a row the run ends: the rest is not tried', async () => {
		await fleet.fault('requestLost', { match: { path: BULK } });
		await fleet.seed({ hosts: Array.from({ length: 5 }, (_, at) => host(at + 1)) });
		const items = Array.from({ length: 5 }, (_, at) => itemOf(host(at + 1)));
		const acmeProfileName = '={{ $json.ip }}';
		const { outputs } = await bulk(
			items,
			{ additionalFields: { acmeProfileName } },
			{ onError: 'continueRegularOutput' },
		);
		expect(await automationCalls(fleet, BULK)).toHaveLength(3);
		expect(outputs[0]).toHaveLength(3);
		expect(jsonOf(outputs[1])).toEqual([
			expect.objectContaining({ error: expect.stringContaining('Not tried') }),
			expect.objectContaining({ error: expect.stringContaining('Not tried') }),
		]);
	});

	it('of the list before, nothing is sent at all', async () => {
		await fleet.fault('requestLost', { match: { path: 'automatedips' } });
		const { error } = await bulk(GOOD);
		expect(error?.message).toContain('No answer');
		expect(await automationCalls(fleet, BULK)).toHaveLength(0);
	});

	it('of the list afterwards, the accepted hosts are told nevertheless', async () => {
		// After one page, and the look behind it.
		await fleet.fault('requestLost', { after: 2, match: { path: 'automatedips' } });
		const { outputs } = await bulk(GOOD);
		expect(jsonOf(outputs[0]).map(({ ip, automationId }) => [ip, automationId])).toEqual([
			['192.0.2.1', null],
			['192.0.2.2', null],
			['192.0.2.3', null],
		]);
	});
});
