/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { Replacing } from '../n8n/support/killedReplacing';
import { killedWhileReplacing } from '../n8n/support/killedReplacing';
import { killSeed } from '../n8n/support/kills';
import { startOrderService } from '../n8n/support/orders';
import { OwnN8n } from '../support/ownN8n';
import { report } from './report';

/** So many that after each kill some are left: on a slow machine twenty are under way at once. */
const ORDERS = 120;
/** Of each kind */
const KILLS = Number(process.env.KILLS ?? 10);

describe.each<Replacing>(['reissue', 'duplicate'])('n8n is killed again and again: %s', (kind) => {
	it('each order has one in the books, and an identical run makes none', async () => {
		const [simulator, n8n] = [await startOrderService(), await OwnN8n.start()];
		const seed = killSeed();
		try {
			const plan = { kind, orders: ORDERS, kills: KILLS, seed };
			const { sentAtKill, ...result } = await killedWhileReplacing(plan, n8n, simulator);
			report(`Kills during a ${kind}`, [
				`${ORDERS} orders, 5 % of the answers lost, ${KILLS} kills (SIGKILL) around the POST at moments drawn from seed ${seed}, n8n started again after each. Sent at the kills: ${sentAtKill.join(', ')}. In the end each order has one ${kind}; an identical second run made none.`,
			]);
			expect(result).toEqual({
				errors: [],
				made: Array.from({ length: ORDERS }, () => 1),
				told: [ORDERS, ORDERS],
				changedAgain: 0,
			});
		} finally {
			await n8n.stop();
			await simulator.stop();
		}
	}, 3_600_000);
});
