import type { HostView } from './hosts';
import { refOf, useHosts } from './hosts';

const { simulator, books, hosts, createBulk, retryRef, retry } = useHosts();

describe('the fleet of the main job', () => {
	it('has 8 appliances and 16 hosts with every way to end', async () => {
		const fleet = await hosts();
		const appliances = fleet.filter(({ lane }) => lane === 'appliance');
		const bulk = fleet.filter(({ lane }) => lane === 'bulk');
		expect([appliances.length, bulk.length]).toEqual([8, 16]);
		expect(appliances.filter(({ agentName }) => agentName)).toHaveLength(4);
		expect(bulk.filter(({ managementIp }) => managementIp)).toHaveLength(6);
		const ends = bulk.map(({ expected }) => `${expected.state} ${expected.retries}`).sort();
		expect(ends).toEqual(
			[
				...Array<string>(8).fill('done 0'),
				...Array<string>(3).fill('done 1'),
				'done 2',
				'failed 0',
				'failed 3',
				'needsAction 0',
				'rejected 0',
			].sort(),
		);
	});

	it('ends for a patient client exactly as the books expect', async () => {
		const bulk = (await hosts()).filter(({ lane }) => lane === 'bulk');
		await createBulk(bulk.map(refOf));
		for (let round = 0; round < 3; round += 1) {
			await simulator.advance(300);
			const failed = (await hosts()).filter(
				({ lane, automations: [last] }) => lane === 'bulk' && /FAILED/.test(last?.status ?? ''),
			);
			await retry(await Promise.all(failed.map(retryRef)));
		}
		await simulator.advance(300);
		const stateOf = ({ automations: [last] }: HostView) => {
			if (!last) return 'rejected';
			if (/FAILED/.test(last.status)) return 'failed';
			return last.status === 'ACTION_REQUIRED' ? 'needsAction' : 'done';
		};
		const after = (await hosts()).filter(({ lane }) => lane === 'bulk');
		for (const host of after) {
			expect([host.commonName, stateOf(host), host.automations[0]?.retries ?? 0]).toEqual([
				host.commonName,
				host.expected.state,
				host.expected.retries,
			]);
		}
		const paid = after.reduce((sum, { expected }) => sum + expected.paidOrders, 0);
		expect((await books()).paidOrders).toBe(paid);
	});
});
