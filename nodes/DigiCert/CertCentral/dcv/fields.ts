import type { INodeProperties } from 'n8n-workflow';

import { choice, notice } from '../../../shared/form/fields';
import type { Reader } from '../../../shared/reader/reader';
import { DCV_METHODS } from '../../api/domains';

export { readZones, zonesField } from '../../../shared/reader/zones';

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
