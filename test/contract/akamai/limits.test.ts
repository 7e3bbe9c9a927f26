import { startSimulator } from '../../../sandbox/simulator/server';
import { AkamaiClient, thirdParty } from './client';
import { useEnrollments } from './enrollment/created';

const { newName } = useEnrollments();

describe('the interval between two enrollments of a contract', () => {
	it('is five minutes of virtual time; inside of it: 409, and nothing is done', async () => {
		const slow = await startSimulator({ faults: 'none' });
		const client = new AkamaiClient(slow);
		const name = newName();
		expect((await client.create(thirdParty(newName(), { ra: 'wrong' }))).status).toBe(400);
		expect((await client.create(thirdParty(newName()))).status).toBe(202);
		const refused = await client.create(thirdParty(name));
		expect(refused.status).toBe(409);
		const list = await client.get('/cps/v2/enrollments', 'enrollments', 11);
		expect(list.json.enrollments).toHaveLength(1);
		slow.world.clock.advance(4 * 60_000);
		expect((await client.create(thirdParty(name))).status).toBe(409);
		slow.world.clock.advance(61_000);
		expect((await client.create(thirdParty(name))).status).toBe(202);
		await slow.stop();
	});
});

describe('the limits of an account', () => {
	it('answers the 21st call within 2 seconds with 429 and Retry-After', async () => {
		const limited = await startSimulator({ faults: 'none' });
		const client = new AkamaiClient(limited);
		const list = async () => await client.get('/cps/v2/enrollments', 'enrollments', 11);
		const answers = await Promise.all([...Array(21)].map(list));
		const refused = answers.filter(({ status }) => status === 429);
		expect(refused).toHaveLength(1);
		expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
		expect(refused[0]?.json.title).toBe('Too Many Requests');
		const other = '/cps/v2/enrollments?accountSwitchKey=1-5C0YLB:1-8BYUX';
		expect((await client.get(other, 'enrollments', 11)).status).toBe(200);
		const grants = await client.call('GET', '/-/client-api/active-grants/implicit');
		expect(grants.status).toBe(200);
		await limited.stop();
	});

	it('counts active certificates in a bucket of their own, 10 a minute', async () => {
		const off = { requests: 1000, perMs: 1 };
		const limits = { cps: [off], 'cps.activeCertificates': [{ requests: 10, perMs: 60_000 }] };
		const limited = await startSimulator({ faults: 'none', limits });
		const client = new AkamaiClient(limited);
		const active = async () =>
			await client.get('/cps/v2/active-certificates', 'active-certificates', 2);
		const answers = await Promise.all([...Array(11)].map(active));
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
		await limited.stop();
	});
});
