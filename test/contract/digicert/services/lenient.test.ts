import { startTestSimulator } from '../../../support/simulator';
import type { Fields } from './orders';
import { refusalOf, useOrders } from './orders';

const { simulator, body, order, info } = useOrders();
const lenient = async () => await simulator.seed({ settings: { strictBodies: false } });
const undocumented = () => simulator.world.calls.all().at(-1)?.undocumented;

describe('bodies are taken as clients of others send them', () => {
	beforeEach(lenient);

	it.each<[string, Fields, Fields, string[]]>([
		['a field nobody knows', { colour: 'red' }, {}, ['colour']],
		['a nested one', {}, { certificate_id: 1 }, ['certificate.certificate_id']],
		['null', { custom_expiration_date: null }, {}, ['custom_expiration_date']],
		['an id as text', { organization: { id: '1850011' } }, {}, ['organization.id']],
		['no renewed order as 0', { renewal_of_order_id: 0 }, {}, ['renewal_of_order_id']],
		['an empty choice', {}, { ca_cert_id: '' }, ['certificate.ca_cert_id']],
		[
			'an organization with empty fields beside its id',
			{ organization: { id: 1_850_011, name: '', country: '', status: '' } },
			{},
			['organization.name', 'organization.country', 'organization.status'],
		],
	])('%s', async (_what, fields, certificate, odd) => {
		expect((await order(fields, certificate)).status).toBe(201);
		expect(undocumented()).toEqual(odd);
		const { data } = await simulator.sandbox.get('/invariants');
		expect(data.broken).toMatchObject([{ invariant: 'documented' }]);
	});

	it('a date with midnight behind it', async () => {
		const date = '2027-06-01T00:00:00';
		const fields = { order_validity: undefined, custom_expiration_date: date };
		const { data } = await order(fields);
		expect((await info(data.id)).order_valid_till).toBe('2027-06-01');
	});

	it('what is wrong is refused all the same', async () => {
		for (const [fields, code] of [
			[{ skip_approval: 1 }, 'invalid_value:skip_approval'],
			[{ order_validity: { years: 4 } }, 'invalid_value:validity_years'],
			[{ organization: {} }, 'missing_field:organization.name'],
		] as const) {
			expect(refusalOf(await order(fields))).toEqual([400, code]);
		}
	});

	it('a documented body is reported by no invariant', async () => {
		await order();
		expect((await simulator.sandbox.get('/invariants')).data.broken).toEqual([]);
	});
});

describe('strict bodies', () => {
	it('refuse what is not documented, and report it as well', async () => {
		expect(refusalOf(await order({ colour: 'red' }))).toEqual([400, 'unknown_field:colour']);
		expect((await simulator.sandbox.get('/invariants')).data.broken).toMatchObject([
			{ invariant: 'documented', text: expect.stringContaining('colour') },
		]);
	});

	it('are off when nothing is said', async () => {
		const plain = await startTestSimulator({ bodies: undefined });
		await plain.seed({ metadata: [] });
		const sent = body({ colour: 'red', custom_fields: undefined });
		expect((await plain.services.post('/order/certificate/ssl_basic', sent)).status).toBe(201);
		await plain.stop();
	});
});

describe('an account without an approval step', () => {
	it('approves at once what does not say so itself', async () => {
		await simulator.seed({ settings: { approvalStep: false } });
		const { data } = await order({ skip_approval: undefined });
		expect(data.requests).toMatchObject([{ status: 'approved' }]);
		await simulator.advance(120);
		const issued = await info(data.id);
		expect(issued.status).toBe('issued');
		// Who takes a serial number for a number loses its first digit.
		expect(issued.certificate.serial_number).toMatch(/^0[0-9A-F]{31}$/);
		expect(issued.certificate).toMatchObject({
			key_size: 256,
			server_platform: { id: -1, name: 'OTHER', install_url: expect.any(String) },
		});
		expect(issued.product).toMatchObject({ validation_type: 'ov', validation_name: 'OV' });
	});
});
