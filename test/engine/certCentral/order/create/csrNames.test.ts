import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { callsOf, certCentral, orderParameters, textOf } from '../../../../support/certCentral';
import { hintsOf } from '../../../../support/engine';
import { newCsr } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** DigiCert issues for the names of the order, whatever the CSR names. */

const simulator = useSimulator();
const OPTION = { csrNamesMayDiffer: true };

async function order(item: IDataObject, options: INodeParameters = {}) {
	const form = orderParameters({ options: { csrNamesMayDiffer: false, ...options } });
	const run = await certCentral(simulator, form, [item]);
	return { ...run, banners: hintsOf(run) };
}

describe('A CSR', () => {
	test('for other names is refused before any call', async () => {
		const csr = await newCsr('old.example.com', ['more.example.com']);
		const run = await order({ commonName: 'new.example.com', dnsNames: 'www.example.com', csr });
		expect(textOf(run)).toContain(
			"'CSR' is for old.example.com, more.example.com, and for no name of this order",
		);
		expect(textOf(run)).toContain("'CSR Names May Differ'");
		expect(callsOf(simulator)).toEqual([]);
	});

	test('for other names is taken where CSR Names May Differ is on, with a banner', async () => {
		const csr = await newCsr('appliance-17');
		const { banners, outputs } = await order({ commonName: 'www.example.com', csr }, OPTION);
		expect(outputs[0]?.[0]?.json.orderId).toEqual(expect.any(Number));
		expect(banners).toEqual([expect.stringContaining('The CSR also names appliance-17')]);
	});

	test('for more names than the order says so above the items, not beside the validity', async () => {
		const csr = await newCsr('www.example.com', ['www.example.com', 'shop.example.com']);
		const { banners, outputs } = await order({ commonName: 'www.example.com', csr });
		expect(banners).toEqual([
			'The CSR also names shop.example.com; DigiCert issues for the names of this request only.',
		]);
		expect(outputs[0]?.[0]?.json.hint).not.toContain('CSR');
	});

	test('with names of other kinds: those that will be missing are named', async () => {
		const csr = await newCsr('www.example.com', [
			'www.example.com',
			{ type: 'ip', value: '192.0.2.7' },
			{ type: 'ip', value: '2001:db8::7' },
			{ type: 'email', value: 'pki@example.com' },
			{ type: 'url', value: 'https://www.example.com/' },
		]);
		const { banners } = await order({ commonName: 'www.example.com', csr });
		expect(banners[0]).toContain('192.0.2.7, 2001:db8::7');
		expect(banners[0]).toContain('e-mail address pki@example.com, URI https://www.example.com/');
	});

	test.each([
		['by the same name in another spelling', 'WWW.Example.com', 'www.example.com.'],
		['by a name beside the common name', 'shop.example.com', 'www.example.com'],
	])('that shares a name is taken: %s', async (_how, name, commonName) => {
		const csr = await newCsr(name);
		const { error } = await order({ commonName, dnsNames: 'shop.example.com', csr });
		expect(error).toBeUndefined();
	});

	test.each(['example.com', 'www.example.com', '*.example.com'])(
		'for %s shares a name with an order of the wildcard, without a banner',
		async (name) => {
			const { error, banners } = await order({
				commonName: '*.example.com',
				csr: await newCsr(name),
			});
			expect(error).toBeUndefined();
			expect(banners).toEqual([]);
		},
	);

	test('for a name below that of a wildcard is refused', async () => {
		const csr = await newCsr('a.b.example.com');
		expect(textOf(await order({ commonName: '*.example.com', csr }))).toContain('for no name');
	});

	test('without any name is taken', async () => {
		const csr = await newCsr('', [{ type: 'email', value: 'pki@example.com' }]);
		const { error, banners } = await order({ commonName: 'www.example.com', csr });
		expect(error).toBeUndefined();
		expect(banners[0]).toContain('e-mail address pki@example.com');
	});
});

describe('Names', () => {
	test.each<[string, unknown]>([
		['a missing field', undefined],
		['an empty list', []],
		['a list of empty cells', ['', '']],
		['blank text', ' , '],
	])('that %s leaves to nothing are refused before any call', async (_what, names) => {
		const csr = await newCsr('www.example.com');
		const form = { ...orderParameters(), dnsNames: '={{ $json.names }}' };
		const item = { commonName: 'www.example.com', csr, ...(names === undefined ? {} : { names }) };
		const run = await certCentral(simulator, form, [item as IDataObject]);
		expect(textOf(run)).toMatch(/'DNS Names' (is empty|holds an entry for which)/);
		expect(callsOf(simulator)).toEqual([]);
	});

	test('that are addresses: reserved ones are refused, of public ones a banner tells', async () => {
		const csr = await newCsr('www.example.com');
		const refused = await order({ commonName: '10.0.0.1', csr }, OPTION);
		expect(textOf(refused)).toContain('private or reserved network');
		expect(callsOf(simulator)).toEqual([]);
		const { banners } = await order({ commonName: '8.8.8.8', csr }, OPTION);
		expect(banners[0]).toContain('8.8.8.8 is an IP address and no domain name');
	});

	test('with a wildcard are refused for EV', async () => {
		const csr = await newCsr('*.example.com');
		const form = { ...orderParameters(), typeHint: 'ev' };
		const run = await certCentral(simulator, form, [{ commonName: '*.example.com', csr }]);
		expect(textOf(run)).toContain('is a wildcard, which an EV certificate cannot have');
		expect(callsOf(simulator)).toEqual([]);
	});
});
