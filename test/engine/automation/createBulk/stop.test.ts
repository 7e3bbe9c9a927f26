import { sleep } from 'n8n-workflow';

import { DigiCertAutomation } from '../../../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import {
	automationCalls,
	automationCounts,
	automationsOf,
	jsonOf,
} from '../../../support/automation';
import { heard } from '../../../support/log';
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

	describe('in the second of three calls tells every outcome known so far', () => {
		const run = async (more: Parameters<typeof bulk>[2] = {}) => {
			await fleet.fault('slowAnswer', { after: 1, delayMs: 8000, match: { path: BULK } });
			const controller = new AbortController();
			const names = ['ENROLL', 'RENEW', 'TRANSFER'];
			const items = GOOD.map((item, at) => ({ ...item, action: names[at] }));
			const running = bulk(
				items,
				{ automationActionType: '={{ $json.action }}' },
				{ signal: controller.signal, ...more },
			);
			while ((await automationCalls(fleet, BULK)).length < 2) await sleep(20);
			controller.abort();
			return await running;
		};

		it('in Continue modes by an item for each host', async () => {
			const { outputs } = await run({ onError: 'continueRegularOutput' });
			const [accepted, lost] = jsonOf(outputs[0]);
			expect(accepted).toMatchObject({ ip: '192.0.2.1', nextStep: 'Check its status.' });
			expect(lost).toMatchObject({ ip: '192.0.2.2', unclear: true });
			expect(jsonOf(outputs[1])[0]).toMatchObject({ details: { ids: { ip: '192.0.2.3' } } });
		});

		it('in Stop mode by the log', async () => {
			const logged: unknown[] = [];
			await run({ node: heard(new DigiCertAutomation(), logged) });
			const log = JSON.stringify(logged);
			expect(log).toContain('Done: [item 0] 192.0.2.1:443');
			expect(log).toContain('Unclear: [item 1] 192.0.2.2:443');
			expect(log).toContain('Not tried: [item 2]');
		});
	});
});
