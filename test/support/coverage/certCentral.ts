import type { INodeParameters } from 'n8n-workflow';

import { create } from '../../../nodes/DigiCert/CertCentral/actions/order/create.operation';
import { formPlace, type CoverageRow } from './rows';

/** A field of Order SSL's request: where it is in the form, and where it goes on the wire. */
export interface OrderField {
	/** Name in the source document, dots for nested objects; also the place in the body. */
	field: string;
	/** Parameter in the form; absent where the node does not send the field. */
	parameter?: string;
	/** Value set in the form. */
	set?: unknown;
	/** Other parameters that the value needs, by path. */
	with?: Record<string, unknown>;
	/** What must be found in the body; what was set, if not given. */
	sent?: unknown;
	note?: string;
	/** In other documents of DigiCert, not in that of Order SSL. */
	beyond?: true;
}

const locate = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const top = (field: string, parameter: string, set: unknown, more: Partial<OrderField> = {}) => ({
	field,
	parameter,
	set,
	...more,
});

const additional = (
	field: string,
	parameter: string,
	set: unknown,
	more: Partial<OrderField> = {},
): OrderField => top(field, `additionalFields.${parameter}`, set, more);

const ZERO_OR_ONE = 'A switch in the form, 0 or 1 on the wire';

const daysAhead = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const isoDate = (date: Date): string => date.toISOString().slice(0, 10);
/** `dd MMM YYYY` as Order SSL wants it, written by another hand than the node's. */
const wordDate = (date: Date): string =>
	date
		.toLocaleDateString('en-GB', {
			day: '2-digit',
			month: 'short',
			year: 'numeric',
			timeZone: 'UTC',
		})
		.replace('Sept', 'Sep')
		.toUpperCase();

const ORDER_END = daysAhead(200);
const CERTIFICATE_END = daysAhead(100);

const PERSON: Array<[field: string, name: string, value: string]> = [
	['first_name', 'firstName', 'Pat'],
	['last_name', 'lastName', 'Doe'],
	['email', 'email', 'pat.doe@example.com'],
	['job_title', 'jobTitle', 'Administrator'],
	['telephone', 'telephone', '555-0101'],
	['telephone_extension', 'telephoneExtension', '17'],
];

const personForm = Object.fromEntries(PERSON.map(([, name, value]) => [name, value]));
const personWire = Object.fromEntries(PERSON.map(([field, , value]) => [field, value]));

const person = (field: string, parameter: string): OrderField[] =>
	PERSON.map(([inner, name, value]) =>
		additional(`${field}.${inner}`, `${parameter}.values.${name}`, value, {
			with: { [`additionalFields.${parameter}.values`]: personForm },
		}),
	);

const DETAILS: Array<[field: string, name: string, value: string]> = [
	['name', 'name', 'Example New Ltd.'],
	['assumed_name', 'assumedName', 'Example New'],
	['address', 'address', '2 Example Street'],
	['address2', 'address2', 'Floor 3'],
	['city', 'city', 'Bergen'],
	['state', 'state', 'Vestland'],
	['zip', 'zip', '5003'],
	['country', 'country', 'NO'],
	['telephone', 'telephone', '555-0102'],
];

const NEW_ORGANIZATION = {
	organization: '',
	'additionalFields.organizationDetails.values': Object.fromEntries(
		DETAILS.map(([, name, value]) => [name, value]),
	),
};

const deprecated = (field: string, successor: string): OrderField => ({
	field,
	note: `Deprecated by DigiCert and not offered; its successor is \`${successor}\``,
});

const PRIVATE_CA = '0F1E2D3C4B5A6978';

/** Marks values that only the running test knows: a CSR, an order to renew. */
export const GIVEN = Symbol('given by the test');

export const ORDER_FIELDS: OrderField[] = [
	top('certificate.common_name', 'commonName', 'cover.example.com'),
	top('certificate.dns_names', 'dnsNames', 'a.example.com, b.example.com', {
		sent: ['a.example.com', 'b.example.com'],
		note: 'Text with commas or line breaks, or a list by expression',
	}),
	top('certificate.csr', 'csr', GIVEN, { note: 'Checked, and written anew as clean PEM' }),
	top('certificate.signature_hash', 'signatureHash', 'sha384'),
	additional('certificate.profile_option', 'profileOption', 'server_client_auth_eku'),
	additional('certificate.ca_cert_id', 'caCertId', locate(PRIVATE_CA), {
		with: { typeHint: 'private' },
		sent: PRIVATE_CA,
	}),
	additional('certificate.organization_units', 'organizationUnits', 'IT, Web', {
		sent: ['IT', 'Web'],
		note: 'Deprecated by DigiCert and ignored for public TLS',
	}),
	additional('certificate.server_platform.id', 'serverPlatformId', locate('45'), { sent: 45 }),
	additional('certificate.cert_validity.years', 'certValidity.values.years', 1, {
		with: { 'additionalFields.certValidity.values.type': 'years' },
	}),
	additional('certificate.cert_validity.days', 'certValidity.values.days', 90, {
		with: { 'additionalFields.certValidity.values.type': 'days' },
	}),
	additional(
		'certificate.cert_validity.custom_expiration_date',
		'certValidity.values.date',
		isoDate(CERTIFICATE_END),
		{
			with: { 'additionalFields.certValidity.values.type': 'customExpirationDate' },
			sent: wordDate(CERTIFICATE_END),
			note: '`dd MMM YYYY` on the wire',
		},
	),
	additional('renewed_thumbprint', 'renewedThumbprint', GIVEN),
	top('order_validity.years', 'orderValidityYears', 2, { with: { orderValidityType: 'years' } }),
	top('order_validity.days', 'orderValidityDays', 300, { with: { orderValidityType: 'days' } }),
	top('order_validity.custom_expiration_date', 'orderValidityDate', isoDate(ORDER_END), {
		with: { orderValidityType: 'customExpirationDate' },
		sent: wordDate(ORDER_END),
		note: '`dd MMM YYYY` on the wire',
	}),
	deprecated('validity_years', 'order_validity.years'),
	deprecated('validity_days', 'order_validity.days'),
	deprecated('custom_expiration_date', 'order_validity.custom_expiration_date'),
	additional('comments', 'comments', 'For the approver'),
	additional('apply_cr_discount', 'applyCrDiscount', true),
	additional('serial_number', 'serialNumber', '0A1B2C'),
	top('product.type_hint', 'typeHint', 'ev', {
		note: 'Sent for the product "By Type Hint"; a product of the list is in the path',
	}),
	additional('auto_renew', 'autoRenew', true, { sent: 1, note: ZERO_OR_ONE }),
	additional('auto_reissue', 'autoReissue', true, { sent: 1, note: ZERO_OR_ONE }),
	additional('disable_renewal_notifications', 'disableRenewalNotifications', true),
	additional('additional_emails', 'additionalEmails', 'pki@example.com, ops@example.com', {
		sent: ['pki@example.com', 'ops@example.com'],
		note: 'Text with commas or line breaks, or a list by expression',
	}),
	additional('renewal_of_order_id', 'renewalOfOrderId', GIVEN),
	additional('dcv_method', 'dcvMethod', 'dns-cname-token'),
	additional('skip_approval', 'skipApproval', false),
	additional('disable_ct', 'disableCt', true),
	...person('organization_contact', 'organizationContact'),
	...person('technical_contact', 'technicalContact'),
	top('organization.id', 'organization', locate('1850012'), { sent: 1_850_012 }),
	additional(
		'organization.contacts',
		'organizationContacts.values',
		[{ contactType: 'verified_contact', ...personForm }],
		{ sent: [{ contact_type: 'verified_contact', ...personWire }] },
	),
	additional('organization.skip_duplicate_org_check', 'skipDuplicateOrgCheck', true, {
		with: NEW_ORGANIZATION,
	}),
	additional('container.id', 'containerId', locate('610401'), { sent: 610_401 }),
	additional('alternative_order_id', 'alternativeOrderId', 'CHG0042', {
		note: 'Empty with Duplicate Protection: an ID made of the content of the order',
	}),
	additional('enable_guest_access', 'enableGuestAccess', true, { sent: 1, note: ZERO_OR_ONE }),
	additional('certificate_dcv_scope', 'certificateDcvScope', 'fqdn'),
	...DETAILS.map(([field, name, value]) =>
		additional(`organization.${field}`, `organizationDetails.values.${name}`, value, {
			with: NEW_ORGANIZATION,
			note: 'For a new organization (Create organization)',
			beyond: true,
		}),
	),
	additional(
		'custom_fields',
		'customFields.field',
		[
			{ metadataId: 21, value: '4711' },
			{ metadataId: 22, value: 'CHG0042' },
		],
		{
			sent: [
				{ metadata_id: 21, value: '4711' },
				{ metadata_id: 22, value: 'CHG0042' },
			],
			note: 'From the custom fields of the account; required ones are checked before sending',
			beyond: true,
		},
	),
	additional('payment_method', 'paymentMethod', 'balance', { beyond: true }),
];

/** Fields of the answer, all handed on as they come. */
export const ANSWER_FIELDS = [
	'id',
	'dcv_random_value',
	'organization.id',
	'domains.id',
	'domains.name',
	'domains.dns_name',
	'domains.dcv_token.token',
	'domains.dcv_token.status',
	'domains.dcv_token.expiration_date',
	'domains.dcv_token.verification_value',
	'domains.dcv_token.http_token_url',
	'requests.id',
	'requests.status',
	'certificate_id',
	'certificate_chain.subject_common_name',
	'certificate_chain.pem',
];

/** The lines of docs/coverage.md for Order SSL. */
export const certCentralCoverageRows = (): CoverageRow[] => [
	...ORDER_FIELDS.map(({ field, parameter, note = '' }) => ({
		field,
		form: parameter === undefined ? '' : formPlace(create.fields, parameter),
		wire: parameter === undefined ? '' : `body \`${field}\``,
		note,
	})),
	...ANSWER_FIELDS.map((field) => ({
		field: `(answer) ${field}`,
		form: '',
		wire: `answer \`${field}\``,
		note: field === 'id' ? 'In the item, also as `orderId`' : 'In the item, as it comes',
	})),
];
