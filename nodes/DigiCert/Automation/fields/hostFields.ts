import type { INodeProperties } from 'n8n-workflow';

import { choice } from '../../../shared/form/fields';

interface HostField {
	displayName: string;
	name: string;
	placeholder?: string;
	description: string;
	required?: true;
	secret?: true;
	/** What a row of a list begins with. */
	usual?: string;
}

const HOST: HostField[] = [
	{
		displayName: 'IP Address',
		name: 'ip',
		placeholder: 'e.g. 192.0.2.10',
		description: 'IPv4 or IPv6 address of the host',
		required: true,
	},
	{
		displayName: 'Port',
		name: 'port',
		placeholder: 'e.g. 443',
		description: 'Port that the certificate is served on, 1 to 65535',
		required: true,
		usual: '443',
	},
	{
		displayName: 'Domain Name (SNI)',
		name: 'domainName',
		placeholder: 'e.g. www.example.com',
		description: 'Only where several certificates share this address and port',
	},
	{
		displayName: 'Management IP',
		name: 'managementIp',
		placeholder: 'e.g. 192.0.2.20',
		description: 'Agentless (sensor) hosts only: management address of the load balancer',
	},
	{
		displayName: 'Virtual Server Name',
		name: 'virtualServerName',
		placeholder: 'e.g. /Common/shop',
		description:
			'Agentless (sensor) hosts only: name of the virtual server on the load balancer, not needed for AWS',
	},
];

export const AGENT_KEY: HostField = {
	displayName: 'Agent License Key',
	name: 'agentLicenseKey',
	description: 'License key of the ACME agent; looked up when empty, and never part of the result',
	secret: true,
};

export const SENSOR_KEY: HostField = {
	displayName: 'Sensor License Key',
	name: 'sensorLicenseKey',
	description: 'License key of the sensor; looked up when empty, and never part of the result',
	secret: true,
};

const toProperty = ({ secret, usual, ...field }: HostField): INodeProperties => ({
	...field,
	type: 'string',
	...(secret ? { typeOptions: { password: true } } : {}),
	default: usual ?? '',
});

/**
 * The editor shows what an expression gives for the first item: red "undefined" for what may well
 * be missing. Keys are not expected in items: they would be stored with the execution.
 */
const fromInput = ({ required, ...field }: HostField, isNeeded: boolean): INodeProperties => ({
	...toProperty(field),
	...(required && isNeeded ? { required } : {}),
	default: field.secret ? '' : `={{ $json.${field.name}${required && isNeeded ? '' : " ?? ''"} }}`,
});

/** By these people know a host. */
export const HOST_NAMES = ['ip', 'port', 'domainName'];

/** Fields of one host, filled from the input item unless the user says otherwise. */
export const singleHostFields = (...more: HostField[]): INodeProperties[] =>
	[...HOST, ...more].map((field) => fromInput(field, true));

/** The same where an item may be named in another way. */
export const optionalHostFields: INodeProperties[] = HOST.map((field) => fromInput(field, false));

/** One host for each input item, or a list of hosts. */
export const hostFields = (...more: HostField[]): INodeProperties[] => [
	choice('Hosts From', 'hostSource', 'Where the hosts come from; each host gives one item', {
		default: 'inputItems',
		options: [
			['inputItems', 'Input Items', 'Each input item is one host'],
			['list', 'List', 'A list of hosts, used for every input item'],
		],
	}),
	...singleHostFields(...more).map((field) => ({
		...field,
		displayOptions: { show: { hostSource: ['inputItems'] } },
	})),
	{
		displayName: 'Hosts',
		name: 'hosts',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add host',
		displayOptions: { show: { hostSource: ['list'] } },
		default: {},
		options: [
			{
				displayName: 'Host',
				name: 'host',
				values: [...HOST, ...more].map(toProperty),
			},
		],
	},
];
