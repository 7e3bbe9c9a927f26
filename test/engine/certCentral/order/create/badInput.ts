import { generateKeyPairSync } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { newCsr, type TestSimulator } from '../../../../support/simulator';

const daysFromNow = (days: number) =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export const additional = (fields: INodeParameters) => ({ additionalFields: fields });
export const certValidity = (values: INodeParameters) => additional({ certValidity: { values } });
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

export interface Row {
	/** Fields of the bad item, for what each item brings along. */
	item?: IDataObject | (() => Promise<IDataObject>);
	/** Parameters of the form; those with an expression concern the bad item only. */
	form?: INodeParameters;
	text: string;
}

/** What Order > Create refuses, and the words that it has for it. */
export const badInput = (simulator: TestSimulator): Record<string, Row> => ({
	'an empty common name': {
		item: { commonName: '' },
		text: "These fields are empty: 'Common Name', 'DNS Names'",
	},
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
		text: "'Common Name' is longer than 64 characters, which only further names may be",
	},
	'a number as common name': {
		item: { commonName: 5 },
		text: `'Common Name' "5" is not a fully qualified domain name`,
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
		text: `'DNS Names' holds "7", which is not a fully qualified domain name`,
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
		text: "'Organization' is empty: its expression gives nothing for this item",
	},
	'an organization that is no ID': {
		form: { organization: '={{ $json.bad ? "Example Industries" : 1850011 }}' },
		text: "'Organization' must be an ID of digits, not this text",
	},
	'an unknown type hint': {
		form: { typeHint: '={{ $json.bad ? "dv" : "ov" }}' },
		text: "'Type Hint' must be one of OV (ov), EV (ev), Grid (grid), Private (private)",
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
		text: "'Signature Hash' must be one of SHA-256 (sha256), SHA-384 (sha384), SHA-512 (sha512)",
	},
	'an unknown kind of validity': {
		form: { orderValidityType: '={{ $json.bad ? "weeks" : "years" }}' },
		text: "'Order Validity' must be one of Years (years), Days (days), Until a Date (customExpirationDate)",
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
		text: "Certificate Validity: 'Days' must be between 1 and 1095, not 0",
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
		text: `Certificate Validity: 'Date' must be in the future, not ${daysFromNow(-5)}`,
	},
	'an alternative order ID with other characters': {
		form: additional({ alternativeOrderId: '={{ $json.bad ? "CHG-17" : "CHG17" }}' }),
		text: "'Alternative Order ID' must be 1 to 64 letters and digits",
	},
	'a thumbprint that is none': {
		form: additional({ renewedThumbprint: '={{ $json.bad ? "abc" : "ab".repeat(20) }}' }),
		text: "'Renewed Thumbprint' must be a SHA-1 thumbprint, 40 hex digits",
	},
	'a renewed order that is no ID': {
		form: additional({ renewalOfOrderId: '={{ $json.bad ? "abc" : 112233 }}' }),
		text: "'Renewal of Order ID' must be an ID of digits, not this text",
	},
	'a faulty e-mail address': {
		form: additional({ additionalEmails: '={{ $json.bad ? "pki@" : "pki@example.com" }}' }),
		text: `'Additional Emails' holds "pki@", which is not an e-mail address`,
	},
	'an unknown validation method': {
		form: additional({ dcvMethod: '={{ $json.bad ? "phone" : "email" }}' }),
		text: "'DCV Method' must be one of DNS TXT (dns-txt-token), DNS CNAME (dns-cname-token)",
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
		text: "Technical Contact: 'Last Name' is empty",
	},
	'a custom field without a value': {
		form: additional({
			customFields: { field: [{ metadataId: 21, value: '={{ $json.bad ? "" : "4711" }}' }] },
		}),
		text: "custom field 1: 'Value' is empty",
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
});
