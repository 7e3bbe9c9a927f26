import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { nameFault } from '../../../../shared/certificate/names';
import { additionalFieldsOf, choices, locator } from '../../../../shared/form/fields';
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
	{
		displayName: 'Action',
		name: 'automationActionType',
		type: 'options',
		options: choices(
			['ADD_SNI', 'Add SNI', 'Order a certificate for a further name of the host (paid)'],
			['ADD_SNI_DUPLICATE', 'Add SNI Duplicate', 'Serve a further name with a duplicate'],
			['DUPLICATE', 'Duplicate', 'Install a duplicate of an existing order'],
			['ENROLL', 'Enroll', 'Order a certificate and install it (paid)'],
			['RENEW', 'Renew', 'Renew an expiring DigiCert certificate (paid)'],
			['TRANSFER', 'Transfer', 'Replace the certificate of another CA (paid)'],
		),
		default: 'DUPLICATE',
		description: 'What the automation does on the host',
	},
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
	{
		displayName: 'Common Name',
		name: 'cn',
		type: 'string',
		default: '',
		placeholder: 'e.g. www.example.com',
		description: 'Main domain of the certificate',
	},
	{
		displayName: 'SANs',
		name: 'sans',
		type: 'string',
		default: '',
		placeholder: 'e.g. example.com, shop.example.com',
		description: 'Further domains, separated by commas or line breaks, or a list by expression',
	},
];

export const createMoreFields: INodeProperties = additionalFieldsOf([
	additionalEmails,
	...renewalFields,
	{
		displayName: 'SNI Default',
		name: 'isSniDefault',
		type: 'boolean',
		default: true,
		description: 'Whether this is the certificate for clients that name no host',
	},
	{
		displayName: 'Key Security Type',
		name: 'keySecurityType',
		type: 'string',
		default: '',
		placeholder: 'e.g. STYPE_FIPS',
		description: 'How the load balancer keeps the private key, in its own terms',
	},
	{
		displayName: 'Profile Name',
		name: 'profileName',
		type: 'string',
		default: '',
		description: 'Automation profile; needed where no default or associated profile fits',
	},
	{
		displayName: 'Server Licenses',
		name: 'serverLicense',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'Number of servers that the certificate is licensed for',
	},
	{
		displayName: 'Server Name',
		name: 'serverName',
		type: 'string',
		default: '',
		description: 'Name of the server block; needed for Add SNI, on load balancers only by A10',
	},
]);

const MOST_SERVERS = 1_000_000;

const addsSni = (action: string): boolean => action.startsWith('ADD_SNI');

/** Adding a name to a host that has others: the name is part of which host is meant. */
export function readNamedHost(reader: Reader): Host {
	const host = readHost(reader);
	const action = reader.choice('automationActionType', ACTIONS) ?? '';
	if (host.domainName || !addsSni(action)) return host;
	const domainName = reader.text('cn') ?? reader.refuse('domainName', 'is needed to add SNI');
	return { ...host, domainName };
}

export function readCreateSettings(reader: Reader, host: Host): IDataObject {
	const action = reader.choice('automationActionType', ACTIONS) ?? 'ENROLL';
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
		...readNames(reader),
		parentOrderId: OF_AN_ORDER.includes(action) ? reader.requiredId('parentOrderId') : undefined,
		additionalEmails: readAdditionalEmails(reader),
		installSettings: readInstallSettings(reader),
		additionalFields: keySecurityType === undefined ? undefined : { keySecurityType },
	});
}

/** SANs are a comma list on the wire. */
function readNames(reader: Reader): IDataObject {
	const cn = reader.text('cn');
	const sans = reader.list('sans');
	const fault = cn && nameFault(cn);
	if (fault) reader.refuse('cn', fault);
	for (const san of sans) {
		const wrong = nameFault(san);
		if (wrong) reader.refuse('sans', `holds "${san}", which ${wrong}`);
	}
	return { cn, sans: sans.length > 0 ? sans.join(',') : undefined };
}
