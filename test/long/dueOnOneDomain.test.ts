import type { InvariantReport } from '../../sandbox/simulator/invariants/report';
import { dueOrders, reissues, runStarter, validations } from '../engine/workflows/reissueWhatIsDue';
import { withFastClock } from '../support/fastClock';
import { useSimulator } from '../support/use';
import { report } from './report';

const ORDERS = 500;
/** Of an order: planned by Order info; looked at by two calls, reissued, looked at again. */
const CALLS_OF_ONE = 6;
/** Twice the lists of orders and domains; the domain read, submitted, read, checked, read. */
const OTHER_CALLS = 9;
/** On a busy machine some reads come late and are made again, as on a slow line. */
const READ_AGAIN = 60;

const simulator = useSimulator({ limits: 'documented' });

describe('500 due certificates on one domain', () => {
	it('need one validation and 500 reissues, and keep the limits', async () => {
		const { ids, reissued, calls } = await withFastClock([simulator], async () => {
			const placed = await dueOrders(simulator, ORDERS);
			const before = simulator.world.calls.all().length;
			const run = await runStarter(simulator);
			return { ...run, ids: placed, calls: simulator.world.calls.all().slice(before) };
		});
		expect(reissued.map(({ orderId }) => orderId).sort()).toEqual([...ids].sort());
		expect(reissued.every(({ changed }) => changed)).toBe(true);
		expect([validations(simulator).length, reissues(simulator).length]).toEqual([1, ORDERS]);
		expect(calls.filter(({ status }) => status === 429)).toEqual([]);
		const ours = calls.filter(({ path }) => !path.startsWith('/_sandbox'));
		report('Reissue what is due', [
			`${ORDERS} due certificates on one domain whose validation has ended, at the documented limits: ${validations(simulator).length} validation, ${reissues(simulator).length} reissues, ${ours.length} calls, none refused for its rate.`,
		]);
		expect(ours.length).toBeLessThanOrEqual(ORDERS * CALLS_OF_ONE + OTHER_CALLS + READ_AGAIN);
		const { data } = await simulator.sandbox.get<InvariantReport>('/invariants');
		expect(data).toEqual({ held: true, broken: [] });
	}, 900_000);
});
