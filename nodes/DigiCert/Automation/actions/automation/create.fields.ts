import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toAscii } from '../../../../shared/certificate/names';
import {
	additionalFieldsOf,
	choice,
	flag,
	numberOption,
	text,
} from '../../../../shared/form/fields';
import { locator } from '../../../../shared/form/locator';
import { readCommonName, readNames } from '../../../../shared/reader/names';
import type { Reader } from '../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../shared/values';
import type { Host } from '../../../api/hosts';
import { additionalEmails, readAdditionalEmails } from '../../fields/emails';
import { readHost } from '../../fields/hosts';
import { readInstallSettings, renewalFields } from '../../fields/install';

const ACTIONS = [
	'ENROLL',
	'RENEW',
	'TRANSFER',
	'DUPLICATE',
	'ADD_SNI',
	'ADD_SNI_DUPLICATE',
] as const;

/** Actions that use an order made before, and so need to know it. */
const OF_AN_ORDER = ['DUPLICATE', 'ADD_SNI_DUPLICATE'];

export const createFields: INodeProperties[] = [
	choice('Action', 'automationActionType', 'What the automation does on the host', {
		default: 'DUPLICATE',
		options: [
			['ADD_SNI', 'Add SNI', 'Order a certificate for a further name of the host (paid)'],
			['ADD_SNI_DUPLICATE', 'Add SNI Duplicate', 'Serve a further name with a duplicate'],
			['DUPLICATE', 'Duplicate', 'Install a duplicate of an existing order'],
			['ENROLL', 'Enroll', 'Order a certificate and install it (paid)'],
			['RENEW', 'Renew', 'Renew an expiring DigiCert certificate (paid)'],
			['TRANSFER', 'Transfer', 'Replace the certificate of another CA (paid)'],
		],
	}),
	{
		...locator({
			displayName: 'Parent Order',
			name: 'parentOrderId',
			description: 'The issued order that the certificate is a duplicate of',
			searchListMethod: 'searchParentOrders',
			placeholder: 'e.g. 112233',
		}),
		displayOptions: { show: { automationActionType: OF_AN_ORDER } },
	},
	text('Common Name', 'cn', 'Main domain of the certificate', {
		placeholder: 'e.g. www.example.com',
	}),
	text(
		'SANs',
		'sans',
		'Further domains, separated by commas or line breaks, or a list by expression',
		{ placeholder: 'e.g. example.com, shop.example.com' },
	),
];

export const createMoreFields = additionalFieldsOf([
	additionalEmails,
	...renewalFields,
	flag(
		'SNI Default',
		'isSniDefault',
		'Whether this is the certificate for clients that name no host',
		{ default: true },
	),
	text(
		'Key Security Type',
		'keySecurityType',
		'How the load balancer keeps the private key, in its own terms',
		{ placeholder: 'e.g. STYPE_FIPS' },
	),
	text(
		'Profile Name',
		'profileName',
		'Automation profile; needed where no default or associated profile fits',
	),
	numberOption(
		'Server Licenses',
		'serverLicense',
		'Number of servers that the certificate is licensed for',
		{ min: 1, default: 1 },
	),
	text(
		'Server Name',
		'serverName',
		'Name of the server block; needed for Add SNI, on load balancers only by A10',
	),
]);

export const orderNeeds = (reader: Reader): string[] =>
	OF_AN_ORDER.some((action) => action === reader.value('automationActionType'))
		? ['parentOrderId']
		: [];

const MOST_SERVERS = 1_000_000;

const addsSni = (action: string): boolean => action.startsWith('ADD_SNI');

/** Adding a name to a host that has others: the name is part of which host is meant. */
export function readNamedHost(reader: Reader): { host: Host; addsName: boolean } {
	const host = readHost(reader);
	const addsName = addsSni(reader.requiredChoice('automationActionType', ACTIONS));
	if (host.domainName || !addsName) return { host, addsName };
	const domainName = reader.text('cn') ?? reader.refuse('domainName', 'is needed to add SNI');
	return { host: { ...host, domainName }, addsName };
}

export function readCreateSettings(reader: Reader, host: Host): IDataObject {
	const action = reader.requiredChoice('automationActionType', ACTIONS);
	const serverName = reader.text('additionalFields.serverName');
	if (addsSni(action) && !serverName && !host.managementIp) {
		reader.refuse('additionalFields.serverName', 'is needed to add SNI on a server with an agent');
	}
	const keySecurityType = reader.text('additionalFields.keySecurityType');
	return withoutEmpty({
		automationActionType: action,
		isSniDefault: reader.boolean('additionalFields.isSniDefault'),
		profileName: reader.text('additionalFields.profileName'),
		serverLicense: reader.integer('additionalFields.serverLicense', 1, MOST_SERVERS),
		serverName,
		...readCertificateNames(reader),
		parentOrderId: OF_AN_ORDER.includes(action) ? reader.requiredId('parentOrderId') : undefined,
		additionalEmails: readAdditionalEmails(reader),
		installSettings: readInstallSettings(reader),
		additionalFields: keySecurityType === undefined ? undefined : { keySecurityType },
	});
}

/** SANs are a comma list on the wire. */
function readCertificateNames(reader: Reader): IDataObject {
	const written = reader.text('cn') === undefined ? undefined : readCommonName(reader, 'cn');
	const cn = written && toAscii(written);
	const { ascii } = readNames(reader, 'sans', cn);
	return { cn, sans: ascii.length > 0 ? ascii.join(',') : undefined };
}
