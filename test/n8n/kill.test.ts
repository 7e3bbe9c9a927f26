import { boughtOnceEach, killedAgainAndAgain, killSeed } from './support/kills';

const plan = { orders: 200, kills: 3, seed: killSeed() };

describe('n8n is killed again and again during 200 orders', () => {
	it('200 are paid and 200 ids told, and an identical run buys nothing', async () => {
		const { paidAtKill, ...result } = await killedAgainAndAgain(plan);
		expect({ KILL_SEED: plan.seed, ...result }).toEqual(boughtOnceEach(plan));
		expect(paidAtKill).toHaveLength(plan.kills);
	}, 600_000);
});
