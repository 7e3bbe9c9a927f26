import type { INodeProperties } from 'n8n-workflow';

import {
	additionalFieldsOf,
	choice,
	flag,
	group,
	moment,
	numberOption,
	text,
} from '../../../../../shared/form/fields';
import { locator } from '../../../../../shared/form/locator';
import { methodFieldFor } from '../../../dcv/fields';
import { containerId, productPlatformId } from '../../../fields';

const REQUIRED = { required: true };

const person: INodeProperties[] = [
	text('First Name', 'firstName', 'Given name', REQUIRED),
	text('Last Name', 'lastName', 'Family name', REQUIRED),
	text('Email', 'email', 'Address of the person', {
		...REQUIRED,
		placeholder: 'e.g. name@example.com',
	}),
	text('Job Title', 'jobTitle', 'Position in the organization'),
	text('Telephone', 'telephone', 'Number with country code'),
	text('Telephone Extension', 'telephoneExtension', 'Number behind the main one'),
];

const organizationDetails: INodeProperties[] = [
	text('Name', 'name', 'Legal name', REQUIRED),
	text('Assumed Name', 'assumedName', 'Name that the organization trades under'),
	text('Address', 'address', 'Street and number', REQUIRED),
	text('Address 2', 'address2', 'Continuation of the address'),
	text('City', 'city', 'City of the address', REQUIRED),
	text('State', 'state', 'State or province', REQUIRED),
	text('Zip', 'zip', 'Postal code', REQUIRED),
	text('Country', 'country', 'Two-letter code', { ...REQUIRED, placeholder: 'e.g. US' }),
	text('Telephone', 'telephone', 'Number of the organization', REQUIRED),
];

const contactType = choice(
	'Contact Type',
	'contactType',
	'Role of this person for the organization',
	{
		default: 'organization_contact',
		options: [
			['organization_contact', 'Organization Contact'],
			['technical_contact', 'Technical Contact'],
			['verified_contact', 'Verified Contact', 'Required for EV organizations that are new'],
		],
	},
);

/** Everything else of Order SSL. Deprecated validity fields are not offered: Order Validity serves. */
export const orderAdditionalFields = additionalFieldsOf([
	text(
		'Additional Emails',
		'additionalEmails',
		'Further addresses for notices, separated by commas, or a list by expression',
		{ placeholder: 'e.g. pki@example.com, ops@example.com' },
	),
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
	locator({
		displayName: 'CA Certificate ID',
		name: 'caCertId',
		description: 'Issuing intermediate CA; required for the type hint Private',
		searchListMethod: 'searchCaCertificates',
		placeholder: 'e.g. A937A4B89B1E4A85',
		kind: 'named',
	}),
	group(
		'Certificate Validity',
		'certValidity',
		'Validity of the first certificate, when shorter than the order',
		[
			choice('Type', 'type', 'Unit of the validity', {
				default: 'days',
				options: [
					['years', 'Years'],
					['days', 'Days'],
					['customExpirationDate', 'Until a Date'],
				],
			}),
			numberOption('Years', 'years', 'DigiCert takes 1 only', {
				default: 1,
				displayOptions: { show: { type: ['years'] } },
			}),
			numberOption('Days', 'days', 'Days from issuance', {
				min: 1,
				default: 199,
				displayOptions: { show: { type: ['days'] } },
			}),
			moment('Date', 'date', 'Last day of the certificate', {
				displayOptions: { show: { type: ['customExpirationDate'] } },
			}),
		],
	),
	text(
		'Comments',
		'comments',
		'Note for the approver. DigiCert drops it when Skip Approval is on.',
	),
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
				displayName: 'Custom Field',
				name: 'field',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'metadataId',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getCustomFields' },
						required: true,
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					text('Value', 'value', 'Value of this field for the order', REQUIRED),
				],
			},
		],
	},
	methodFieldFor('How control of domains that are not validated yet is shown'),
	choice(
		'DCV Scope',
		'certificateDcvScope',
		'Which names must be validated; overrides the account setting',
		{
			default: 'base_domain',
			options: [
				['base_domain', 'Base Domain', 'Validate example.com for all names below it'],
				['fqdn', 'Fully Qualified Name', 'Validate each name as it stands'],
			],
		},
	),
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
			'Contact',
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
	choice(
		'Payment Method',
		'paymentMethod',
		'How the order is paid; empty means the account default',
		{
			default: 'balance',
			options: [
				['balance', 'Account Balance'],
				['profile', 'Payment Profile'],
				['wire_transfer', 'Wire Transfer'],
			],
		},
	),
	text('Profile Option', 'profileOption', 'Name of a certificate profile of the account', {
		placeholder: 'e.g. server_client_auth_eku',
	}),
	locator({
		displayName: 'Renewal of Order ID',
		name: 'renewalOfOrderId',
		description: 'The order that this one renews, by its order ID',
		searchListMethod: 'searchOrders',
		placeholder: 'e.g. 112233',
	}),
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
	productPlatformId,
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
