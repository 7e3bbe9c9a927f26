import { textOf } from '../../support/certCentral';
import { useSimulator } from '../../support/use';
import { dueOrders, reissues, runNodeOf, runStarter, validations } from './reissueWhatIsDue';

const simulator = useSimulator();

describe('workflows/reissue-what-is-due.json', () => {
	it('with a domain that is not set sends nothing', async () => {
		const given = { domainName: '={{ $json.missing }}' };
		const run = await runNodeOf(simulator, 'Plan renewals', [{}], given);
		expect(textOf(run)).toContain("'Domain' is empty");
		expect(simulator.world.calls.all()).toEqual([]);
	});

	it('has the domain validated once, then reissues all that waited for it', async () => {
		const ids = await dueOrders(simulator, 5);
		const { reissued } = await runStarter(simulator);
		expect(reissued.map(({ orderId }) => orderId).sort()).toEqual(ids);
		expect(reissued.every(({ changed }) => changed)).toBe(true);
		expect([validations(simulator).length, reissues(simulator).length]).toEqual([1, 5]);
	});

	it('ends where the record is not there, with nothing reissued, and goes on the next time', async () => {
		const ids = await dueOrders(simulator, 2);
		const first = await runStarter(simulator, async () => {});
		expect(first).toMatchObject({ reissued: [], left: [{ action: 'validateDomain', orders: 2 }] });
		const { reissued } = await runStarter(simulator);
		expect(reissued.map(({ orderId }) => orderId).sort()).toEqual(ids);
		// The token of the first time holds.
		expect(validations(simulator)).toHaveLength(1);
	});

	it('has nothing to do once it is done', async () => {
		await dueOrders(simulator, 2);
		await runStarter(simulator);
		expect(await runStarter(simulator)).toEqual({ reissued: [], left: [] });
	});
});
