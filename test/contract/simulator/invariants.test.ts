import { INVARIANTS } from '../../../sandbox/simulator/invariants/evidence';
import type { InvariantReport } from '../../../sandbox/simulator/invariants/report';
import { newCsr } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** The management port tells by itself which invariants a client broke, and shows the requests. */

const simulator = useSimulator({ limits: { digicert: [{ requests: 4, perMs: 60_000 }] } });

const ORGANIZATION = 1_850_011;

const orderOf = async (commonName: string, fields: object = {}) => ({
	certificate: { common_name: commonName, csr: await newCsr(commonName), signature_hash: 'sha256' },
	order_validity: { years: 1 },
	organization: { id: ORGANIZATION },
	custom_fields: [{ metadata_id: 21, value: '4711' }],
	skip_approval: true,
	...fields,
});

const buy = async (body: object): Promise<number> =>
	(await simulator.services.post('/order/certificate/ssl_basic', body)).data.id;

const reported = async (): Promise<InvariantReport> =>
	(await simulator.sandbox.get('/invariants')).data;

const brokenRules = ({ broken }: InvariantReport) => broken.map(({ invariant }) => invariant);

describe('Invariants on the management port', () => {
	test('hold for distinct orders, each sent once', async () => {
		await buy(await orderOf('a.example.com'));
		await buy(await orderOf('a.example.com'));
		expect(await reported()).toEqual({ held: true, broken: [] });
	});

	test('are broken by a repeat, and the two requests are shown', async () => {
		const order = await orderOf('a.example.com');
		const first = await buy({ ...order, alternative_order_id: 'a1' });
		await simulator.services.get('/organization');
		const second = await buy({ ...order, alternative_order_id: 'a2' });
		const { held, broken } = await reported();
		expect(held).toBe(false);
		expect(broken).toEqual([
			expect.objectContaining({
				invariant: 'boughtOnce',
				rule: INVARIANTS.boughtOnce,
				text: `order a.example.com was bought as ${first} and again as ${second}`,
			}),
			expect.objectContaining({ invariant: 'lookedUp' }),
		]);
		const keys = broken[1]?.calls.map(({ body }) => JSON.parse(body).alternative_order_id);
		expect(keys).toEqual(['a1', 'a2']);
	});

	test('allow the same order again once the first one is closed', async () => {
		const order = await orderOf('rejected.example.com');
		await buy(order);
		await simulator.advance(3600);
		await simulator.services.get('/order/certificate');
		await buy(order);
		expect(await reported()).toEqual({ held: true, broken: [] });
	});

	test('allow the same order again once most of its life is over', async () => {
		const order = await orderOf('instant.example.com');
		await buy(order);
		await simulator.services.get('/order/certificate');
		await simulator.advance(300 * 86_400);
		await buy(order);
		expect((await reported()).held).toBe(true);
	});

	test('are broken by one request too many in a window', async () => {
		for (let call = 0; call < 5; call++) await simulator.services.get('/organization');
		const { broken } = await reported();
		expect(broken.map(({ invariant, calls }) => [invariant, calls.length])).toEqual([
			['limitsKept', 5],
		]);
	});

	test('are broken by a key in a URL', async () => {
		await simulator.services.get(`/organization?key=${simulator.keys.digicertApiKey}`);
		expect(brokenRules(await reported())).toEqual(['secrets']);
	});

	test('with the runs of a client, what only the client can know is checked, too', async () => {
		const id = await buy(await orderOf('a.example.com'));
		const run = {
			inputs: 1,
			items: [{ json: { orderId: id }, input: 0 }],
			since: 0,
			until: 1_000_000,
		};
		const told = async (runs: object[]) =>
			brokenRules((await simulator.sandbox.post('/invariants', { runs })).data);
		expect(await told([run])).toEqual([]);
		expect(await told([{ ...run, items: [{ json: { orderId: 1 }, input: 0 }] }])).toEqual([
			'nothingLost',
		]);
		expect(await told([{ ...run, inputs: 2 }])).toEqual(['accounted']);
		expect(await told([{ ...run, repeats: true }])).toEqual(['quietRepeat']);
	});
});
