import {
	automationCalls,
	automationCounts,
	automationsOf,
	jsonOf,
} from '../../../support/automation';
import { BULK, GOOD, useBulk } from './bulk';

const { fleet, bulk } = useBulk();

describe('Stop', () => {
	it('of the execution that asks for the user of the key does not stop another', async () => {
		await fleet.fault('slowAnswer', { delayMs: 2000, remaining: 1, match: { path: '/user/me' } });
		const [, other] = await Promise.all([
			bulk(GOOD.slice(0, 1), {}, { cancelAfter: 700 }),
			bulk(GOOD.slice(1, 2)),
		]);
		expect(other.error).toBeUndefined();
		expect(jsonOf(other.outputs[0]).map(({ ip }) => ip)).toEqual(['192.0.2.2']);
	});

	it('before a host was sent leaves it free for the next run', async () => {
		await fleet.fault('tooManyRequests', { remaining: 1, match: { path: BULK } });
		await fleet.fault('retryAfterSeconds', { seconds: 3 });
		await bulk(GOOD, {}, { cancelAfter: 1500 });
		expect(Object.values(await automationCounts(fleet))).toEqual([0, 0, 0, 0]);
		const { outputs } = await bulk(GOOD);
		expect(jsonOf(outputs[0]).some(({ reused }) => reused)).toBe(false);
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1, 1, 0]);
	});

	it('ends a call under way at once; the same run again buys nothing and knows the hosts', async () => {
		await fleet.fault('slowAnswer', { delayMs: 5000, remaining: 1, match: { path: BULK } });
		const started = Date.now();
		await bulk(GOOD, {}, { cancelAfter: 1000 });
		expect(await automationCalls(fleet, BULK)).toHaveLength(1);
		expect(Date.now() - started).toBeLessThan(2000);
		const { outputs } = await bulk(GOOD);
		expect(jsonOf(outputs[0]).map(({ reused, automationId }) => [reused, automationId])).toEqual(
			Object.values(await automationsOf(fleet))
				.slice(0, 3)
				.map(([booked]) => [true, booked?.automationId]),
		);
	});
});
