import type { INodeProperties } from 'n8n-workflow';

import {
	choice,
	flag,
	includeInputFields,
	moment,
	notice,
	numberOption,
	optionsOf,
	text,
} from '../../../../../shared/form/fields';
import { locator } from '../../../../../shared/form/locator';

/** Top of the form: what every order needs (DigiCert, Order SSL). */
export const mainFields: INodeProperties[] = [
	notice(
		'costNotice',
		'Each new order costs money. With Duplicate Protection the same order is placed once: running this again, a lost answer or a crash does not buy it twice. In queue mode of n8n the account setting "Require unique alternative order IDs" is mandatory.',
	),
	{
		...locator({
			displayName: 'Product',
			name: 'product',
			description: 'What to order; "By Type Hint" lets DigiCert pick the product from the details',
			searchListMethod: 'searchProducts',
			placeholder: 'e.g. ssl_basic',
			required: true,
			kind: 'named',
		}),
		default: { mode: 'list', value: 'ssl', cachedResultName: 'By Type Hint' },
	},
	choice('Type Hint', 'typeHint', 'Kind of certificate; DigiCert picks the product for it', {
		default: 'ov',
		displayOptions: { show: { product: ['ssl'] } },
		options: [
			['ov', 'OV', 'Organization validated'],
			['ev', 'EV', 'Extended validation'],
			['grid', 'Grid'],
			['private', 'Private', 'Issued by a private CA; needs CA Certificate ID'],
		],
	}),
	text(
		'Common Name',
		'commonName',
		'Main domain of the certificate; DigiCert does not read it from the CSR',
		{ required: true, placeholder: 'e.g. www.example.com' },
	),
	text(
		'DNS Names',
		'dnsNames',
		'Further domains (SANs), separated by commas or line breaks, or a list by expression. More names can cost more.',
		{ placeholder: 'e.g. example.com, shop.example.com' },
	),
	text(
		'CSR',
		'csr',
		'Certificate signing request in PEM form. Never paste a private key: it is refused.',
		{
			typeOptions: { rows: 5 },
			required: true,
			placeholder: 'e.g. -----BEGIN CERTIFICATE REQUEST-----',
		},
	),
	choice('Signature Hash', 'signatureHash', 'Hash that the CA signs the certificate with', {
		default: 'sha256',
		options: [
			['sha256', 'SHA-256'],
			['sha384', 'SHA-384'],
			['sha512', 'SHA-512'],
		],
	}),
	locator({
		displayName: 'Organization',
		name: 'organization',
		description:
			'The organization that the certificate is for; to create a new one, leave this empty and fill Organization Details. DV products need none.',
		searchListMethod: 'searchOrganizations',
		placeholder: 'e.g. 112233',
		hint: 'Required, except for DV products',
	}),
	choice(
		'Order Validity',
		'orderValidityType',
		'How long the order runs. Public certificates issued under it live shorter: DigiCert caps each at 199 days now and less from March 2027.',
		{
			default: 'years',
			options: [
				['years', 'Years', '1, 2 or 3 years (Multi-year Plan)'],
				['days', 'Days', 'Up to 1095 days'],
				['customExpirationDate', 'Until a Date', 'Within three years from today'],
			],
		},
	),
	numberOption(
		'Order Validity (Years)',
		'orderValidityYears',
		'Length of the order in years, 1 to 3',
		{ min: 1, max: 3, default: 1, displayOptions: { show: { orderValidityType: ['years'] } } },
	),
	numberOption(
		'Order Validity (Days)',
		'orderValidityDays',
		'Length of the order in days, 1 to 1095',
		{ min: 1, max: 1095, default: 199, displayOptions: { show: { orderValidityType: ['days'] } } },
	),
	moment(
		'Order Validity (Date)',
		'orderValidityDate',
		'Last day of the order; the time of day does not count',
		{ displayOptions: { show: { orderValidityType: ['customExpirationDate'] } } },
	),
	flag(
		'Duplicate Protection',
		'duplicateProtection',
		'Whether to look for the same order first and to take it instead of buying again; the same means the same names, product, key, organization, kind of validity and renewed order',
		{ default: true },
	),
];

export const csrNamesMayDiffer = flag(
	'CSR Names May Differ',
	'csrNamesMayDiffer',
	'Whether to take a CSR that shares no name with the order, as of a device with a fixed name; the certificate is for the names of the order',
);

export const orderOptions = optionsOf(
	csrNamesMayDiffer,
	includeInputFields,
	numberOption(
		'Buy Again Within (Days)',
		'buyAgainWithin',
		'How many days before its end an order counts as over, so that the same one is bought anew; a third of its own life where that is shorter',
		{ min: 0, max: 1095, default: 30 },
	),
	numberOption(
		'Look Back (Days)',
		'lookBackDays',
		'How far back to read the orders of the account when looking for the same order',
		{ min: 1, max: 1200, default: 30 },
	),
	flag(
		'Repeat Unclear Orders',
		'repeatUnclear',
		'Whether to send an order once more, under the same ID, when its answer was lost and it does not show in the account in time',
		{ default: true },
	),
	// What workflows of the first version have set still holds; it is offered no more.
	{ displayName: 'Reuse Younger Than', name: 'reuseYoungerThan', type: 'hidden', default: 0.667 },
	numberOption(
		'Visible Within (Seconds)',
		'visibleWithin',
		'How long a new order may take to show in the list of the account; a lost order is searched for so long',
		{ min: 1, max: 3600, default: 120 },
	),
);
