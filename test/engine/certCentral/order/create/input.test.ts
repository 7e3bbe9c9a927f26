import { generateKeyPairSync } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	byId,
	callsOf,
	certCentral,
	jsons,
	orderOf,
	orderParameters,
	ordersOf,
	textOf,
} from '../../../../support/certCentral';
import { newCsr } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** Bad input of Order > Create is refused before any call, by parameter and item. */

const simulator = useSimulator();
let good: IDataObject;

beforeAll(async () => {
	good = await orderOf('good.example.com');
});

const daysFromNow = (days: number) =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const additional = (fields: INodeParameters) => ({ additionalFields: fields });
const certValidity = (values: INodeParameters) => additional({ certValidity: { values } });
const manyNames = Array.from({ length: 250 }, (_, at) => `san-${at}.example.com`);
const rsaKey = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;

async function withWrongSignature() {
	const pem = await newCsr('other.example.com');
	const [head, ...lines] = pem.trim().split('\n');
	const tail = lines.pop();
	const bytes = Buffer.from(lines.join(''), 'base64');
	bytes[30] = (bytes[30] ?? 0) ^ 1;
	return [head, bytes.toString('base64'), tail].join('\n');
}

interface Row {
	/** Fields of the bad item, for what each item brings along. */
	item?: IDataObject | (() => Promise<IDataObject>);
	/** Parameters of the form; those with an expression concern the bad item only. */
	form?: INodeParameters;
	text: string;
}

const ROWS: Record<string, Row> = {
	'an empty common name': { item: { commonName: '' }, text: "'Common Name' is empty" },
	'a common name with a blank': {
		item: { commonName: 'www example.com' },
		text: `'Common Name' "www example.com" is not a domain name`,
	},
	'a URL as common name': {
		item: { commonName: 'https://www.example.com' },
		text: `'Common Name' "https://www.example.com" is a URL; give the host name only`,
	},
	'a name without a domain': {
		item: { commonName: 'localhost' },
		text: `'Common Name' "localhost" is not a fully qualified domain name`,
	},
	'a wildcard in the middle': {
		item: { commonName: 'www.*.example.com' },
		text: `'Common Name' "www.*.example.com" has a wildcard that is not the whole first label`,
	},
	'a common name above 64 characters': {
		item: { commonName: `${'a'.repeat(60)}.example.com` },
		text: "'Common Name' is longer than 64 characters; only DNS Names may be",
	},
	'a number as common name': {
		item: { commonName: 5 },
		text: "'Common Name' must be text, not the number 5",
	},
	'a faulty DNS name': {
		item: { dnsNames: 'a.example.com, -b.example.com' },
		text: `'DNS Names' holds "-b.example.com", which is not a domain name`,
	},
	'250 DNS names': {
		item: { dnsNames: manyNames },
		text: "'DNS Names' holds 250 names; 249 is the most",
	},
	'an object in place of the DNS names': {
		item: { dnsNames: { name: 'a.example.com' } },
		text: "'DNS Names' must be a list or text, not an object",
	},
	'a number among the DNS names': {
		item: { dnsNames: ['a.example.com', 7] },
		text: "'DNS Names' must hold text only, not the number 7",
	},
	'an empty CSR': { item: { csr: '' }, text: "'CSR' is empty" },
	'a CSR that is an object': {
		item: { csr: { pem: 'x' } },
		text: "'CSR' must be text, not an object",
	},
	'a CSR that is no PEM': {
		item: { csr: 'MIIBCgKCAQEA' },
		text: "'CSR' cannot be used: This is not a CSR in PEM format",
	},
	'two CSRs in one': {
		item: async () => ({ csr: (await newCsr('a.example.com')) + (await newCsr('b.example.com')) }),
		text: "'CSR' cannot be used: There is more than one PEM block",
	},
	'a CSR with a wrong signature': {
		item: async () => ({ csr: await withWrongSignature() }),
		text: "'CSR' cannot be used: The",
	},
	'a CSR with a weak key': {
		item: async () => ({ csr: await newCsr('weak.example.com', [], 'RSA-1024') }),
		text: "'CSR' cannot be used: The RSA key of the CSR is too weak",
	},
	'a certificate in place of the CSR': {
		item: async () => ({ csr: simulator.world.ca.rootPem }),
		text: "'CSR' cannot be used: This is a certificate, not a CSR",
	},
	'a private key in place of the CSR': {
		item: { csr: rsaKey },
		text: "'CSR' holds a private key",
	},
	'no organization': {
		form: { organization: '={{ $json.bad ? "" : 1850011 }}' },
		text: "'Organization' is empty; pick one, or fill 'Organization Details'",
	},
	'an organization that is no ID': {
		form: { organization: '={{ $json.bad ? "Example Industries" : 1850011 }}' },
		text: "'Organization' must be an ID of digits, not this text",
	},
	'an unknown type hint': {
		form: { typeHint: '={{ $json.bad ? "dv" : "ov" }}' },
		text: "'Type Hint' must be one of ov, ev, grid, private",
	},
	'a private order without its CA': {
		form: { typeHint: '={{ $json.bad ? "private" : "ov" }}' },
		text: "'CA Certificate ID' is required for the type hint 'Private'",
	},
	'a product that is a path': {
		form: { product: '={{ $json.bad ? "ssl/../secret" : "ssl" }}' },
		text: `'Product' must hold letters, digits, "_", "-" and "." only`,
	},
	'an unknown signature hash': {
		form: { signatureHash: '={{ $json.bad ? "sha1" : "sha256" }}' },
		text: "'Signature Hash' must be one of sha256, sha384, sha512",
	},
	'an unknown kind of validity': {
		form: { orderValidityType: '={{ $json.bad ? "weeks" : "years" }}' },
		text: "'Order Validity' must be one of years, days, customExpirationDate",
	},
	'an order of no years': {
		form: { orderValidityYears: '={{ $json.bad ? 0 : 1 }}' },
		text: "'Order Validity (Years)' must be between 1 and 3, not 0",
	},
	'an order of four years': {
		form: { orderValidityYears: '={{ $json.bad ? 4 : 1 }}' },
		text: "'Order Validity (Years)' must be between 1 and 3, not 4",
	},
	'half a year': {
		form: { orderValidityYears: '={{ $json.bad ? 0.5 : 1 }}' },
		text: "'Order Validity (Years)' must be a whole number, not the number 0.5",
	},
	'a negative number of days': {
		form: { orderValidityType: 'days', orderValidityDays: '={{ $json.bad ? -1 : 30 }}' },
		text: "'Order Validity (Days)' must be between 1 and 1095, not -1",
	},
	'an order above three years in days': {
		form: { orderValidityType: 'days', orderValidityDays: '={{ $json.bad ? 1096 : 30 }}' },
		text: "'Order Validity (Days)' must be between 1 and 1095, not 1096",
	},
	'a date in the past': {
		form: {
			orderValidityType: 'customExpirationDate',
			orderValidityDate: `={{ $json.bad ? "${daysFromNow(-1)}" : "${daysFromNow(90)}" }}`,
		},
		text: `'Order Validity (Date)' must be in the future, not ${daysFromNow(-1)}`,
	},
	'a date more than three years ahead': {
		form: {
			orderValidityType: 'customExpirationDate',
			orderValidityDate: `={{ $json.bad ? "${daysFromNow(1100)}" : "${daysFromNow(90)}" }}`,
		},
		text: "'Order Validity (Date)' must be within three years from today",
	},
	'a day that does not exist': {
		form: {
			orderValidityType: 'customExpirationDate',
			orderValidityDate: `={{ $json.bad ? "2027-02-30" : "${daysFromNow(90)}" }}`,
		},
		text: "'Order Validity (Date)' must be a date such as 2027-03-01",
	},
	'a certificate of no days': {
		form: certValidity({ type: 'days', days: '={{ $json.bad ? 0 : 30 }}' }),
		text: "'Days' must be between 1 and 1095, not 0",
	},
	'a certificate that outlives its order': {
		form: certValidity({ type: 'days', days: '={{ $json.bad ? 366 : 30 }}' }),
		text: "'Certificate Validity' is longer than the validity of the order",
	},
	'a certificate until a past day': {
		form: certValidity({
			type: 'customExpirationDate',
			date: `={{ $json.bad ? "${daysFromNow(-5)}" : "${daysFromNow(30)}" }}`,
		}),
		text: `'Date' must be in the future, not ${daysFromNow(-5)}`,
	},
	'an alternative order ID with other characters': {
		form: additional({ alternativeOrderId: '={{ $json.bad ? "CHG-17" : "CHG17" }}' }),
		text: "'Alternative Order ID' must be 1 to 64 letters and digits",
	},
	'a thumbprint that is none': {
		form: additional({ renewedThumbprint: '={{ $json.bad ? "abc" : "" }}' }),
		text: "'Renewed Thumbprint' must be a SHA-1 thumbprint, 40 hex digits",
	},
	'a renewed order that is no ID': {
		form: additional({ renewalOfOrderId: '={{ $json.bad ? "abc" : "" }}' }),
		text: "'Renewal of Order ID' must be an ID of digits, not this text",
	},
	'a faulty e-mail address': {
		form: additional({ additionalEmails: '={{ $json.bad ? "pki@" : "pki@example.com" }}' }),
		text: `'Additional Emails' holds "pki@", which is not an e-mail address`,
	},
	'an unknown validation method': {
		form: additional({ dcvMethod: '={{ $json.bad ? "phone" : "email" }}' }),
		text: "'DCV Method' must be one of email, dns-txt-token, dns-cname-token, http-token",
	},
	'text in place of a switch': {
		form: additional({ skipApproval: '={{ $json.bad ? "yes" : true }}' }),
		text: "'Skip Approval' must be true or false, not this text",
	},
	'a contact without a last name': {
		form: additional({
			technicalContact: {
				values: {
					firstName: 'Pat',
					lastName: '={{ $json.bad ? "" : "Doe" }}',
					email: 'pat@example.com',
				},
			},
		}),
		text: "'Last Name' is empty",
	},
	'a custom field without a value': {
		form: additional({
			customFields: { field: [{ metadataId: 21, value: '={{ $json.bad ? "" : "4711" }}' }] },
		}),
		text: "'Value' is empty",
	},
	'an expression that cannot be read': {
		form: { orderValidityYears: '={{ $json.bad ? $("Nowhere").item.json.years : 1 }}' },
		text: "'Order Validity (Years)' could not be read, check its expression",
	},
	'a look back of no days': {
		form: { options: { lookBackDays: '={{ $json.bad ? 0 : 30 }}' } },
		text: "'Look Back (Days)' must be between 1 and 1200, not 0",
	},
	'a share above the whole': {
		form: { options: { reuseYoungerThan: '={{ $json.bad ? 2 : 0.5 }}' } },
		text: "'Reuse Younger Than' must be between 0 and 1, not 2",
	},
	'an option of a wrong type': {
		form: { options: { includeInputFields: '={{ $json.bad ? "no" : false }}' } },
		text: "'Include Input Fields' must be true or false, not this text",
	},
};

describe('Order > Create refuses before any call', () => {
	test.each(Object.entries(ROWS))('%s', async (_title, { item = {}, form = {}, text }) => {
		const fields = typeof item === 'function' ? await item() : item;
		const items = [good, { ...good, bad: true, ...fields }];
		const run = await certCentral(simulator, orderParameters(form), items);
		expect(run.error?.message).toContain(
			`1 item(s) were refused and nothing was sent. [item 1] ${text}`,
		);
		expect(callsOf(simulator)).toEqual([]);
	});

	test('all bad items in one error', async () => {
		const items = [
			{ ...good, commonName: '' },
			good,
			{ ...good, csr: 'x' },
			{ ...good, dnsNames: 'a b' },
		];
		const run = await certCentral(simulator, orderParameters(), items);
		expect(run.error?.message).toContain('3 item(s) were refused and nothing was sent');
		expect(textOf(run)).toContain("[item 0] 'Common Name' is empty");
		expect(textOf(run)).toContain("[item 2] 'CSR' cannot be used");
		expect(textOf(run)).toContain(`[item 3] 'DNS Names' holds "a b"`);
		expect(callsOf(simulator)).toEqual([]);
	});

	test('an organization by ID beside the details of a new one', async () => {
		const details = { name: 'Example', address: 'Street 1', city: 'Lehi', state: 'Utah' };
		const values = { ...details, zip: '84043', country: 'US', telephone: '555-0100' };
		const form = orderParameters(additional({ organizationDetails: { values } }));
		const run = await certCentral(simulator, form, [good]);
		expect(textOf(run)).toContain("'Organization' is set beside 'Organization Details'");
		expect(callsOf(simulator)).toEqual([]);
	});

	test('one ticket number as ID for 20 names: a refusal, never one certificate for all', async () => {
		const items = await Promise.all(
			Array.from({ length: 20 }, async (_, at) => await orderOf(`ticket-${at}.example.com`)),
		);
		const form = orderParameters(additional({ alternativeOrderId: 'CHG0017' }));
		const run = await certCentral(simulator, form, items);
		expect(run.error?.message).toContain('19 item(s) were refused and nothing was sent');
		expect(textOf(run)).toContain(
			"'Alternative Order ID' CHG0017 is also that of item 0, which orders something else",
		);
		expect(callsOf(simulator)).toEqual([]);
	});

	test('no item but the bad ones, if the node continues on errors', async () => {
		const items = [good, { ...good, commonName: 'a b' }];
		const { outputs } = await certCentral(simulator, orderParameters(), items, {
			onError: 'continueRegularOutput',
		});
		expect(jsons(outputs[0])).toMatchObject([
			{ orderId: expect.any(Number) },
			{
				error: `'Common Name' "a b" is not a fully qualified domain name`,
				details: { code: 'fixRequest' },
			},
		]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});
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
		await issue({
			commonName: 'WWW.Bücher.example.com',
			dnsNames: 'a.example.com,\nB.example.com; a.example.com',
			csr,
		});
		const [sent] = callsOf(simulator, 'POST').map(({ body }) => JSON.parse(body));
		expect(sent.certificate).toMatchObject({
			common_name: 'www.xn--bcher-kva.example.com',
			dns_names: ['a.example.com', 'b.example.com'],
		});
	});

	test('digits as text for numbers, as webhooks deliver them', async () => {
		await issue(good, { organization: byId('1850011'), orderValidityYears: '={{ "2" }}' });
		const [sent] = callsOf(simulator, 'POST').map(({ body }) => JSON.parse(body));
		expect(sent).toMatchObject({ organization: { id: 1850011 }, order_validity: { years: 2 } });
	});

	test('a CSR with other names, with a hint', async () => {
		const csr = await newCsr('other.example.com', ['more.example.com']);
		expect(await issue({ commonName: 'hint.example.com', csr })).toMatchObject({
			hint: expect.stringContaining('The CSR also names more.example.com, other.example.com'),
		});
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
