import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	byId,
	callsOf,
	certCentral,
	orderOf,
	orderParameters,
	ordersOf,
} from '../../../../support/certCentral';
import { useSimulator } from '../../../../support/use';
import { additional, certValidity } from './badInput';

const simulator = useSimulator();
let good: IDataObject;

beforeAll(async () => {
	good = await orderOf('good.example.com');
});

describe('Order > Create accepts', () => {
	const issue = async (item: IDataObject, form: INodeParameters = {}) => {
		const { outputs, error } = await certCentral(simulator, orderParameters(form), [item]);
		expect(error).toBeUndefined();
		return outputs[0]?.[0]?.json;
	};
	const escapes: Array<[string, (pem: string) => string]> = [
		['escaped line feeds', (pem) => pem.replaceAll('\n', '\\n')],
		['escaped carriage returns and line feeds', (pem) => pem.replaceAll('\n', '\\r\\n')],
		['carriage returns', (pem) => pem.replaceAll('\n', '\r\n')],
		['no line ends but those of the armour', (pem) => pem.replace(/([^-])\n(?!-)/g, '$1')],
	];
	test.each(escapes)('a CSR with %s', async (_title, write) => {
		const { csr } = await orderOf('pem.example.com');
		await issue({ commonName: 'pem.example.com', csr: write(csr) });
		const [sent] = callsOf(simulator, 'POST').map(({ body }) => JSON.parse(body));
		expect(sent.certificate.csr).toBe(csr.endsWith('\n') ? csr : `${csr}\n`);
	});

	test('names in capitals, non-ASCII letters, and lists as text', async () => {
		const { csr } = good;
		const item = await issue({
			commonName: 'WWW.Bücher.example.com.',
			dnsNames: 'a.example.com,\nB.example.com; a.example.com',
			csr,
		});
		const [sent] = callsOf(simulator, 'POST').map(({ body }) => JSON.parse(body));
		expect(sent.certificate).toMatchObject({
			common_name: 'www.xn--bcher-kva.example.com',
			dns_names: ['a.example.com', 'b.example.com'],
		});
		expect(item).toMatchObject({
			convertedNames: { 'WWW.Bücher.example.com.': 'www.xn--bcher-kva.example.com' },
		});
	});

	test('digits as text for numbers, as webhooks deliver them', async () => {
		await issue(good, { organization: byId('1850011'), orderValidityYears: '={{ "2" }}' });
		const [sent] = callsOf(simulator, 'POST').map(({ body }) => JSON.parse(body));
		expect(sent).toMatchObject({ organization: { id: 1850011 }, order_validity: { years: 2 } });
	});

	const cap = 'Public certificates live at most';
	const days = (orderValidityDays: number) => ({ orderValidityType: 'days', orderValidityDays });
	const validFor = (count: number) => certValidity({ type: 'days', days: count });
	const ofPrivate = { typeHint: 'private', ...additional({ caCertId: '={{ $json.ca }}' }) };
	const hints: Array<[string, INodeParameters, string | undefined]> = [
		['a certificate above the public cap', validFor(300), cap],
		['an order of a year, whose certificates end before it', {}, `${cap} [^.]+.+reissue`],
		['an order of 40 days', days(40), undefined],
		['an order of a year with certificates of 40 days', validFor(40), undefined],
		['a private order of three years', { ...ofPrivate, orderValidityYears: 3 }, undefined],
		['a product that is private', { ...ofPrivate, product: byId('private_ssl_plus') }, undefined],
	];
	test.each(hints)('%s, with the hint that fits', async (_title, form, hint) => {
		const client = simulator.withKey(simulator.keys.digicertApiKey);
		const { data } = await client.get('/services/v2/product/private_ssl_plus');
		const json = await issue({ ...good, ca: data.allowed_ca_certs[0].id }, form);
		expect(json).toHaveProperty('orderId');
		if (hint === undefined) expect(json).not.toHaveProperty('hint');
		else expect(json?.hint).toMatch(new RegExp(hint));
	});

	test('a DV product without an organization, and finds it again', async () => {
		const form = { product: byId('ssl_dv_geotrust_flex'), organization: '' };
		const first = await issue(good, form);
		const [sent] = callsOf(simulator, 'POST').map(({ body }) => JSON.parse(body));
		expect(sent).not.toHaveProperty('organization');
		expect(await issue(good, form)).toMatchObject({ orderId: first?.orderId, reused: true });
	});

	test('a thumbprint in any spelling, as one and the same order', async () => {
		const { outputs } = await certCentral(simulator, orderParameters(), [
			await orderOf('instant.example.com'),
		]);
		const path = `/services/v2/order/certificate/${String(outputs[0]?.[0]?.json.orderId)}`;
		const { data } = await simulator.withKey(simulator.keys.digicertApiKey).get(path);
		const thumbprint = String(data.certificate.thumbprint);
		const pairs = thumbprint.match(/../g)?.join(':') ?? '';
		const ids: unknown[] = [];
		for (const renewedThumbprint of [thumbprint, thumbprint.toLowerCase(), pairs]) {
			ids.push((await issue(good, additional({ renewedThumbprint })))?.orderId);
		}
		expect(new Set(ids).size).toBe(1);
		expect(await ordersOf(simulator)).toHaveLength(2);
	});
});
