import { boughtOnceEach, killedAgainAndAgain, killSeed } from '../n8n/support/kills';
import { report } from './report';

const plan = { orders: 200, kills: 20, seed: killSeed() };

describe('n8n is killed 20 times during 200 orders', () => {
	it('200 are paid and 200 ids told, and an identical run buys nothing', async () => {
		const { paidAtKill, ...result } = await killedAgainAndAgain(plan);
		const { paid, ids, boughtAgain } = result;
		report('Kills of a real n8n', [
			`${plan.orders} orders, 5 % of the answers lost, ${plan.kills} kills (SIGKILL) at moments drawn from seed ${plan.seed}, n8n started again after each. Orders paid at the kills: ${paidAtKill.join(', ')}. In the end ${paid} were paid and ${ids} ids told; an identical second run bought ${boughtAgain}.`,
		]);
		expect({ KILL_SEED: plan.seed, ...result }).toEqual(boughtOnceEach(plan));
	}, 2_400_000);
});
