import type { IDataObject } from 'n8n-workflow';

import { asEnrollment } from '../../../nodes/Akamai/api/enrollments';
import type { NewEnrollment } from '../../../nodes/Akamai/Cps/actions/enrollment/create/newEnrollment';
import { notChanged } from '../../../nodes/Akamai/Cps/actions/enrollment/create/notChanged';

const body = (more: IDataObject = {}) =>
	({
		certificateType: 'third-party',
		validationType: 'third-party',
		ra: 'third-party',
		csr: { cn: 'www.example.com', c: 'US' },
		networkConfiguration: { geography: 'core', secureNetwork: 'enhanced-tls', sniOnly: true },
		...more,
	}) as NewEnrollment['body'];

const fields = (wanted: IDataObject, existing: IDataObject) => {
	const found = asEnrollment({ ...body(), id: 7, ...existing });
	if (!found) throw new Error('no enrollment');
	const wish = { body: body(wanted) } as NewEnrollment;
	return notChanged(wish, found).map(({ field }) => field);
};

const csr = (more: IDataObject) => ({ csr: { cn: 'www.example.com', c: 'US', ...more } });
const network = (more: IDataObject) => ({
	networkConfiguration: { ...body().networkConfiguration, ...more },
});

describe('What of an adopted enrollment was not changed', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['null and left out', {}, csr({ o: null, st: '' })],
		['off and left out', { thirdParty: { excludeSans: false } }, { thirdParty: null }],
		['a number and its text', { orgId: 5 }, { orgId: '5' }],
		[
			'the order of names',
			network({ dnsNames: ['b.example.com', 'A.example.com'] }),
			network({ dnsNames: ['a.example.com', 'b.example.com'] }),
		],
		['a country in small letters', csr({ c: 'us' }), {}],
		['blanks around', csr({ o: ' Example  Inc. ' }), csr({ o: 'Example Inc.' })],
		[
			'a day and its midnight',
			{ autoRenewalStartTime: '2026-05-01' },
			{ autoRenewalStartTime: '2026-05-01T00:00:00Z' },
		],
		[
			'what CPS sets by itself',
			{},
			{ ...network({ mustHaveCiphers: 'ak-akamai-default' }), signatureAlgorithm: 'SHA-256' },
		],
		[
			'contacts beside an organization ID',
			{ orgId: 5 },
			{ orgId: 5, org: { name: 'Example Inc.' } },
		],
	])('%s: no difference', (_name, wanted, existing) => {
		expect(fields(wanted, existing)).toEqual([]);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['csr.ou', {}, csr({ ou: 'Web' })],
		['csr.o', csr({ o: 'Example Ltd.' }), csr({ o: 'Example Inc.' })],
		['adminContact.phone', { adminContact: { phone: '1' } }, { adminContact: { phone: '2' } }],
		['enableMultiStackedCertificates', { enableMultiStackedCertificates: true }, {}],
		[
			'networkConfiguration.quicEnabled',
			network({ quicEnabled: true }),
			network({ quicEnabled: false }),
		],
		['networkConfiguration.dnsNames', network({ dnsNames: ['a.example.com'] }), {}],
		['signatureAlgorithm', { signatureAlgorithm: 'SHA-1' }, { signatureAlgorithm: 'SHA-256' }],
	])('%s is told', (field, wanted, existing) => {
		expect(fields(wanted, existing)).toEqual([field]);
	});
});
