import type { INodeProperties } from 'n8n-workflow';

import { faultOf, toAscii } from '../certificate/names';
import type { Reader } from './reader';

export const zonesField: INodeProperties = {
	displayName: 'DNS Zones',
	name: 'dnsZones',
	type: 'string',
	default: '',
	description:
		'Zones that records are written into, separated by commas; recordName is relative to the one that fits. Left empty, each name is its own zone.',
	placeholder: 'e.g. example.com',
};

export const readZones = (reader: Reader): string[] =>
	reader.list('dnsZones').map((zone) => {
		const ascii = toAscii(zone);
		const fault = faultOf(ascii, { singleLabel: true });
		return fault
			? reader.refuse('dnsZones', `holds "${zone.slice(0, 80)}", which ${fault}`)
			: ascii;
	});
