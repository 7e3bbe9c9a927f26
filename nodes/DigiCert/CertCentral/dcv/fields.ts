import type { INodeProperties } from 'n8n-workflow';

import { choice, notice, text } from '../../../shared/form/fields';
import { faultOf, toAscii } from '../../../shared/certificate/names';
import type { Reader } from '../../../shared/reader/reader';
import { DCV_METHODS } from '../../api/domains';

export const methodNotice = notice(
	'dcvNotice',
	'Email sends mails at once, and ends on 15 March 2028: from then on validations by email no longer count, earlier ones included. A DNS TXT record can be written by a DNS node.',
);

export const methodFieldFor = (description: string): INodeProperties =>
	choice('DCV Method', 'dcvMethod', description, {
		default: 'dns-txt-token',
		options: [
			['dns-cname-token', 'DNS CNAME', 'A record of _dnsauth that points to DigiCert'],
			['dns-txt-token', 'DNS TXT', 'A record at the name itself'],
			['email', 'Email', 'Sends mails at once; ends on 15 March 2028'],
			['http-token', 'HTTP File', 'Of exactly this name; not for wildcards'],
		],
	});

export const methodField = methodFieldFor('How control is proven');

export const readMethod = (reader: Reader) => reader.requiredChoice('dcvMethod', DCV_METHODS);

export const zonesField: INodeProperties = text(
	'DNS Zones',
	'dnsZones',
	'Zones that records are written into, separated by commas; recordName is relative to the one that fits. Left empty, each name is its own zone.',
	{ placeholder: 'e.g. example.com' },
);

export const readZones = (reader: Reader): string[] =>
	reader.list('dnsZones').map((zone) => {
		const ascii = toAscii(zone);
		const fault = faultOf(ascii, { singleLabel: true });
		return fault
			? reader.refuse('dnsZones', `holds "${zone.slice(0, 80)}", which ${fault}`)
			: ascii;
	});
