import type { INodeProperties } from 'n8n-workflow';

import {
	choices,
	includeInputFields,
	locator,
	notice,
	optionsOf,
} from '../../../../../shared/form/fields';

/** Top of the form: what every order needs (DigiCert, Order SSL). */
export const mainFields: INodeProperties[] = [
	notice(
		'costNotice',
		'Each new order costs money. With Duplicate Protection the same order is placed once: running this again, a lost answer or a crash does not buy it twice.',
	),
	{
		...locator({
			displayName: 'Product',
			name: 'product',
			description: 'What to order; "By Type Hint" lets DigiCert pick the product from the details',
			searchListMethod: 'searchProducts',
			placeholder: 'e.g. ssl_basic',
			required: true,
			named: true,
		}),
		default: { mode: 'list', value: 'ssl', cachedResultName: 'By Type Hint' },
	},
	{
		displayName: 'Type Hint',
		name: 'typeHint',
		type: 'options',
		options: choices(
			['ov', 'OV', 'Organization validated'],
			['ev', 'EV', 'Extended validation'],
			['grid', 'Grid'],
			['private', 'Private', 'Issued by a private CA; needs CA Certificate ID'],
		),
		default: 'ov',
		description: 'Kind of certificate; used when Product is "By Type Hint"',
	},
	{
		displayName: 'Common Name',
		name: 'commonName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. www.example.com',
		description: 'Main domain of the certificate; DigiCert does not read it from the CSR',
	},
	{
		displayName: 'DNS Names',
		name: 'dnsNames',
		type: 'string',
		default: '',
		placeholder: 'e.g. example.com, shop.example.com',
		description:
			'Further domains (SANs), separated by commas or line breaks, or a list by expression. More names can cost more.',
	},
	{
		displayName: 'CSR',
		name: 'csr',
		type: 'string',
		typeOptions: { rows: 5 },
		required: true,
		default: '',
		placeholder: 'e.g. -----BEGIN CERTIFICATE REQUEST-----',
		description:
			'Certificate signing request in PEM form. Never paste a private key: it is refused.',
	},
	{
		displayName: 'Signature Hash',
		name: 'signatureHash',
		type: 'options',
		options: choices(['sha256', 'SHA-256'], ['sha384', 'SHA-384'], ['sha512', 'SHA-512']),
		default: 'sha256',
		description: 'Hash that the CA signs the certificate with',
	},
	locator({
		displayName: 'Organization',
		name: 'organization',
		description:
			'The organization that the certificate is for; to create a new one, leave this empty and fill Organization Details. DV products need none.',
		searchListMethod: 'searchOrganizations',
		placeholder: 'e.g. 112233',
	}),
	{
		displayName: 'Order Validity',
		name: 'orderValidityType',
		type: 'options',
		options: choices(
			['years', 'Years', '1, 2 or 3 years (Multi-year Plan)'],
			['days', 'Days', 'Up to 1095 days'],
			['customExpirationDate', 'Until a Date', 'Within three years from today'],
		),
		default: 'years',
		description:
			'How long the order runs. Public certificates issued under it live shorter: DigiCert caps each at 199 days now and less from March 2027.',
	},
	{
		displayName: 'Order Validity (Years)',
		name: 'orderValidityYears',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3 },
		displayOptions: { show: { orderValidityType: ['years'] } },
		default: 1,
		description: 'Length of the order in years, 1 to 3',
	},
	{
		displayName: 'Order Validity (Days)',
		name: 'orderValidityDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1095 },
		displayOptions: { show: { orderValidityType: ['days'] } },
		default: 199,
		description: 'Length of the order in days, 1 to 1095',
	},
	{
		displayName: 'Order Validity (Date)',
		name: 'orderValidityDate',
		type: 'dateTime',
		displayOptions: { show: { orderValidityType: ['customExpirationDate'] } },
		default: '',
		description: 'Last day of the order; the time of day does not count',
	},
	{
		displayName: 'Duplicate Protection',
		name: 'duplicateProtection',
		type: 'boolean',
		default: true,
		description:
			'Whether to look for the same order first and to take it instead of buying again; the same means the same names, product, key, organization, kind of validity and renewed order',
	},
];

export const orderOptions: INodeProperties = optionsOf(
	includeInputFields,
	{
		displayName: 'Look Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1200 },
		default: 30,
		description: 'How far back to read the orders of the account when looking for the same order',
	},
	{
		displayName: 'Repeat Unclear Orders',
		name: 'repeatUnclear',
		type: 'boolean',
		default: true,
		description:
			'Whether to send an order once more, under the same ID, when its answer was lost and it does not show in the account in time',
	},
	{
		displayName: 'Reuse Younger Than',
		name: 'reuseYoungerThan',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 3 },
		default: 0.667,
		description:
			'Share of its life that an issued certificate must still have for its order to be taken; with less left a new one is bought, as a renewal should',
	},
	{
		displayName: 'Visible Within (Seconds)',
		name: 'visibleWithin',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 120,
		description:
			'How long a new order may take to show in the list of the account; a lost order is searched for so long',
	},
);
