import type { IDataObject } from 'n8n-workflow';

import { baseOf, within, zoneOf } from '../../../shared/certificate/zones';
import { withoutEmpty } from '../../../shared/values';
import type { Proof } from '../../api/domains';

export { zoneOf };

/** Where the service names none. */
const DCV_HOST = 'dcv.digicert.com';

/**
 * What has to be published for one name, ready for a DNS node: a TXT record at the name itself, or a
 * CNAME record of `_dnsauth` that points to the random value below DigiCert's host.
 */
export function recordOf(name: string, proof: Proof, zones: string[]): IDataObject {
	const { method, token = '', expires, host = DCV_HOST, url, emails } = proof;
	const base = baseOf(name);
	const told = withoutEmpty({ domainName: base, dcvMethod: method, recordExpires: expires });
	if (method === 'email') return { ...told, recordType: 'EMAIL', emails };
	if (method === 'http-token') {
		const place = url ?? `http://${base}/.well-known/pki-validation/fileauth.txt`;
		return { ...told, recordType: 'HTTP', recordUrl: place, recordValue: token };
	}
	const isCname = method === 'dns-cname-token';
	const fqdn = isCname ? `_dnsauth.${base}` : base;
	const zone = zoneOf(name, zones);
	return {
		...told,
		recordType: isCname ? 'CNAME' : 'TXT',
		recordName: within(fqdn, zone),
		recordZone: zone,
		recordFqdn: fqdn,
		recordValue: isCname ? `${token}.${host}` : token,
	};
}

/** What comes next, and who does it. */
export function nextOfProof({ method }: Proof, check: string): IDataObject {
	if (method === 'email') {
		return { whoActs: 'domain owner', nextStep: 'Follow the link in the mail of DigiCert.' };
	}
	return method === 'http-token'
		? {
				whoActs: 'web administrator',
				nextStep: `Put recordValue into the file at recordUrl, then ${check}.`,
			}
		: {
				whoActs: 'DNS administrator',
				nextStep: `Publish the record (recordName in recordZone, recordType, recordValue), then ${check}.`,
			};
}
