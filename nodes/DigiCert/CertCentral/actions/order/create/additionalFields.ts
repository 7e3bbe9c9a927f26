import type { INodeProperties } from 'n8n-workflow';

import { additionalFieldsOf, choices } from '../../../../../shared/form/fields';
import { containerId } from '../../../fields';

const text = (
	displayName: string,
	name: string,
	description: string,
	placeholder?: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
	...(placeholder ? { placeholder } : {}),
});

const flag = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'boolean',
	default: false,
	description,
});

const group = (
	displayName: string,
	name: string,
	description: string,
	values: INodeProperties[],
): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	default: {},
	placeholder: `Add ${displayName.toLowerCase()}`,
	description,
	options: [{ displayName, name: 'values', values }],
});

const person: INodeProperties[] = [
	text('First Name', 'firstName', 'Given name, required'),
	text('Last Name', 'lastName', 'Family name, required'),
	{ ...text('Email', 'email', 'Address, required'), placeholder: 'e.g. name@example.com' },
	text('Job Title', 'jobTitle', 'Position in the organization'),
	text('Telephone', 'telephone', 'Number with country code'),
	text('Telephone Extension', 'telephoneExtension', 'Number behind the main one'),
];

const organizationDetails: INodeProperties[] = [
	text('Name', 'name', 'Legal name, required'),
	text('Assumed Name', 'assumedName', 'Name that the organization trades under'),
	text('Address', 'address', 'Street and number, required'),
	text('Address 2', 'address2', 'Continuation of the address'),
	text('City', 'city', 'Required'),
	text('State', 'state', 'State or province, required'),
	text('Zip', 'zip', 'Postal code, required'),
	text('Country', 'country', 'Two-letter code, required', 'e.g. US'),
	text('Telephone', 'telephone', 'Number of the organization, required'),
];

const contactType: INodeProperties = {
	displayName: 'Contact Type',
	name: 'contactType',
	type: 'options',
	options: choices(
		['organization_contact', 'Organization Contact'],
		['technical_contact', 'Technical Contact'],
		['verified_contact', 'Verified Contact', 'Required for EV organizations that are new'],
	),
	default: 'organization_contact',
	description: 'Role of this person for the organization',
};

/** Everything else of Order SSL. Deprecated validity fields are not offered: Order Validity serves. */
export const orderAdditionalFields = additionalFieldsOf([
	{
		...text(
			'Additional Emails',
			'additionalEmails',
			'Further addresses for notices, separated by commas, or a list by expression',
			'e.g. pki@example.com, ops@example.com',
		),
	},
	text(
		'Alternative Order ID',
		'alternativeOrderId',
		'Your own ID for this order, letters and digits, at most 64; one ID names one order. Empty lets the node make one, which is best for Duplicate Protection.',
	),
	flag(
		'Apply Competitive Replacement Discount',
		'applyCrDiscount',
		'Whether to apply discounts for replacing certificates of other CAs',
	),
	flag(
		'Auto-Reissue',
		'autoReissue',
		'Whether DigiCert reissues certificates of a Multi-year Plan by itself before they expire',
	),
	flag(
		'Auto-Renew',
		'autoRenew',
		'Whether DigiCert renews the order by itself, which is a further purchase',
	),
	text(
		'CA Certificate ID',
		'caCertId',
		'Issuing intermediate CA; required for the type hint Private',
	),
	group(
		'Certificate Validity',
		'certValidity',
		'Validity of the first certificate, when shorter than the order',
		[
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: choices(
					['years', 'Years'],
					['days', 'Days'],
					['customExpirationDate', 'Until a Date'],
				),
				default: 'days',
				description: 'Unit of the validity',
			},
			{
				displayName: 'Years',
				name: 'years',
				type: 'number',
				displayOptions: { show: { type: ['years'] } },
				default: 1,
				description: 'DigiCert takes 1 only',
			},
			{
				displayName: 'Days',
				name: 'days',
				type: 'number',
				typeOptions: { minValue: 1 },
				displayOptions: { show: { type: ['days'] } },
				default: 199,
				description: 'Days from issuance',
			},
			{
				displayName: 'Date',
				name: 'date',
				type: 'dateTime',
				displayOptions: { show: { type: ['customExpirationDate'] } },
				default: '',
				description: 'Last day of the certificate',
			},
		],
	),
	{
		displayName: 'Comments',
		name: 'comments',
		type: 'string',
		default: '',
		description: 'Note for the approver. DigiCert drops it when Skip Approval is on.',
	},
	containerId,
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add custom field',
		description:
			'Fields that the account defines for its orders; required ones are checked before sending',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'metadataId',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getCustomFields' },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					text('Value', 'value', 'Value of this field for the order'),
				],
			},
		],
	},
	{
		displayName: 'DCV Method',
		name: 'dcvMethod',
		type: 'options',
		options: choices(
			['email', 'Email'],
			['dns-cname-token', 'DNS CNAME Token'],
			['dns-txt-token', 'DNS TXT Token'],
			['http-token', 'HTTP Token'],
		),
		default: 'dns-txt-token',
		description: 'How control of domains that are not validated yet is shown',
	},
	{
		displayName: 'DCV Scope',
		name: 'certificateDcvScope',
		type: 'options',
		options: choices(
			['base_domain', 'Base Domain', 'Validate example.com for all names below it'],
			['fqdn', 'Fully Qualified Name', 'Validate each name as it stands'],
		),
		default: 'base_domain',
		description: 'Which names must be validated; overrides the account setting',
	},
	flag(
		'Disable CT',
		'disableCt',
		'Whether to keep the certificate out of CT logs; browsers will not trust it',
	),
	flag(
		'Disable Renewal Notifications',
		'disableRenewalNotifications',
		'Whether to send no renewal e-mails for this order',
	),
	flag(
		'Enable Guest Access',
		'enableGuestAccess',
		'Whether people without an account may open this order',
	),
	group(
		'Organization Contact',
		'organizationContact',
		'Person for this order only, instead of that of the organization',
		person,
	),
	{
		...group(
			'Organization Contacts',
			'organizationContacts',
			'Persons stored with the organization, replacing its present ones',
			[contactType, ...person],
		),
		typeOptions: { multipleValues: true },
	},
	group(
		'Organization Details',
		'organizationDetails',
		'New organization, when Organization is empty',
		organizationDetails,
	),
	text(
		'Organization Units',
		'organizationUnits',
		'Departments, separated by commas; deprecated, and ignored for public TLS',
	),
	{
		displayName: 'Payment Method',
		name: 'paymentMethod',
		type: 'options',
		options: choices(
			['balance', 'Account Balance'],
			['profile', 'Payment Profile'],
			['wire_transfer', 'Wire Transfer'],
		),
		default: 'balance',
		description: 'How the order is paid; empty means the account default',
	},
	text(
		'Profile Option',
		'profileOption',
		'Name of a certificate profile of the account',
		'e.g. server_client_auth_eku',
	),
	text('Renewal of Order ID', 'renewalOfOrderId', 'ID of the order that this one renews'),
	text(
		'Renewed Thumbprint',
		'renewedThumbprint',
		'SHA-1 thumbprint of the certificate that this order renews, instead of the order ID',
	),
	text(
		'Serial Number',
		'serialNumber',
		'Serial number of the certificate of another CA that is replaced at a discount',
	),
	{
		displayName: 'Server Platform ID',
		name: 'serverPlatformId',
		type: 'number',
		default: -1,
		description: "Server software by DigiCert's number, e.g. 2 for Apache; -1 means other",
	},
	flag(
		'Skip Approval',
		'skipApproval',
		'Whether to send the order without the approval step of the account',
	),
	flag(
		'Skip Duplicate Organization Check',
		'skipDuplicateOrgCheck',
		'Whether to create the organization even if the account has one with these details',
	),
	group(
		'Technical Contact',
		'technicalContact',
		'Person for this order only, instead of that of the organization',
		person,
	),
]);
