import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { akamaiCalls, akamaiCps, byId, enrollmentParameters } from '../../../../support/cps';
import { useSimulator } from '../../../../support/use';

const simulator = useSimulator();

const many = (count: number) => Array.from({ length: count }, (_, n) => `n${n}.example.com`);
const byExpression = (value: unknown): string => `={{ ${JSON.stringify(value)} }}`;

const EV = { certificateType: 'wildcard-san', validationType: 'ev', ra: 'symantec' };
const SAN = { certificateType: 'san', validationType: 'ov', ra: 'symantec' };
const network = (networkConfiguration: IDataObject) =>
	({ networkConfiguration }) as INodeParameters;
const additional = (additionalFields: IDataObject) => ({ additionalFields }) as INodeParameters;

/** What is wrong, the parameters that are, and words that the refusal must hold. */
const BAD: Array<[what: string, parameters: INodeParameters, ...words: string[]]> = [
	['no contract', { contractId: byId('={{ "" }}') }, 'Contract', 'is empty'],
	['a contract with a slash', { contractId: byId('={{ "a/../b" }}') }, 'Contract'],
	['an empty common name', { commonName: '  ' }, 'Common Name', 'SANs', 'are empty'],
	['a URL as common name', { commonName: 'https://www.example.com' }, 'Common Name', 'URL'],
	['a name with a space', { commonName: 'www example.com' }, 'Common Name'],
	['a name without a dot', { commonName: 'localhost' }, 'Common Name', 'fully qualified'],
	['a wildcard in the middle', { commonName: 'a.*.example.com' }, 'Common Name', 'wildcard'],
	['a common name over 64', { commonName: `${'a'.repeat(60)}.example.com` }, 'Common Name', '64'],
	['a number as common name', { commonName: byExpression(4711) }, 'Common Name', '"4711" is not'],
	['an object as SANs', { sans: byExpression({ a: 1 }) }, 'SANs', 'must be a list or text'],
	['a number among the SANs', { sans: byExpression(['a.example.com', 1]) }, 'SANs', '"1"'],
	['a malformed SAN', { sans: 'ok.example.com, not_ok.example.com' }, 'SANs', 'not_ok.example.com'],
	['100 SANs beside the name', { sans: byExpression(many(100)) }, 'SANs', '99'],
	['a wildcard for EV', { ...EV, commonName: '*.example.com' }, 'Common Name', 'EV'],
	['a wildcard SAN for EV', { ...EV, sans: '*.example.com' }, 'SANs', 'EV'],
	['a wildcard in a SAN certificate', { ...SAN, sans: '*.example.com' }, 'SANs', 'wildcard'],
	[
		'SANs for single',
		{ ...SAN, certificateType: 'single', sans: 'b.example.com' },
		'SANs',
		'single',
	],
	['no wildcard for wildcard', { ...SAN, certificateType: 'wildcard' }, 'Common Name', 'wildcard'],
	['a three-letter country', { csrCountry: 'USA' }, 'CSR Country', 'two-letter'],
	['an unknown type', { certificateType: byExpression('gold') }, 'Certificate Type', 'one of'],
	['an unknown validation', { validationType: byExpression('xv') }, 'Validation Type', 'one of'],
	['an RA that does not fit', { ra: 'symantec' }, 'RA', 'third-party'],
	['a type that does not fit', { certificateType: 'san' }, 'Validation Type', 'does not go with'],
	['text as change management', { changeManagement: byExpression('yes') }, 'Change Management'],
	['no admin contact', { adminContact: {} }, 'Admin Contact', 'First Name'],
	['no tech contact', { techContact: {} }, 'Tech Contact', 'First Name'],
	['no organization', { org: { name: 'Example Inc.' } }, 'Organization', 'Phone'],
	[
		'a malformed e-mail',
		{ adminContact: { firstName: 'A', lastName: 'B', email: 'a@b', phone: '1' } },
		'Admin Contact',
		'Email',
	],
	['contacts and an organization ID', additional({ orgId: 12 }), 'Organization ID'],
	['a negative organization ID', additional({ orgId: -1 }), 'Organization ID', 'between'],
	['DNS names without SNI', network({ sniOnly: false, dnsNames: 'a.example.com' }), 'SNI Only'],
	['cloned names without SNI', network({ sniOnly: false, cloneDnsNames: true }), 'SNI Only'],
	['no DNS names', network({ cloneDnsNames: false }), 'DNS Names', 'is empty'],
	['a malformed DNS name', network({ dnsNames: 'a b' }), 'DNS Names'],
	['an unknown network', network({ secureNetwork: byExpression('fast') }), 'Secure Network'],
	['an unknown geography', network({ geography: byExpression('moon') }), 'Geography'],
	['an unknown TLS version', network({ disallowedTlsVersions: ['SSLv3'] }), 'Disallowed TLS'],
	['FIPS without ciphers', network({ fipsMode: true }), 'Must Have Ciphers', 'FIPS Mode'],
	[
		'FIPS without TLS 1.2 and 1.3',
		network({
			fipsMode: true,
			mustHaveCiphers: 'c',
			preferredCiphers: 'c',
			disallowedTlsVersions: ['TLSv1_2', 'TLSv1_3'],
		}),
		'Disallowed TLS Versions',
	],
	['client OCSP without a set', network({ ocspEnabled: true }), 'Client Authentication Set ID'],
	['a trust chain outside DV', additional({ preferredTrustChain: 'x' }), 'Preferred Trust Chain'],
	['excluded SANs', { ...SAN, ...additional({ excludeSans: true }) }, 'Exclude SANs'],
	[
		'a date that does not exist',
		additional({ deployNotBefore: '2027-02-30' }),
		'Deploy Not Before',
	],
	['a deployment in the past', additional({ deployNotAfter: '2020-01-01' }), 'in the past'],
	[
		'an end before the begin',
		additional({ deployNotBefore: '2099-02-01', deployNotAfter: '2099-01-01' }),
		'Deploy Not After',
		'is before',
	],
	['an unknown signature', additional({ signatureAlgorithm: byExpression('MD5') }), 'Signature'],
];

describe('Enrollment > Create refuses before any call', () => {
	it.each(BAD)('%s', async (_what, parameters, ...words) => {
		const { error } = await akamaiCps(
			simulator,
			enrollmentParameters(simulator, { commonName: 'www.example.com', ...parameters }),
		);
		for (const word of [...words, '[item 0]', 'nothing was sent']) {
			expect(error?.message).toContain(word);
		}
		expect(await akamaiCalls(simulator)).toEqual([]);
	});

	it('the same enrollment twice in one run, naming the item that has it', async () => {
		const items = [{ commonName: 'same.example.com' }, { commonName: 'SAME.example.com' }];
		const { error } = await akamaiCps(simulator, enrollmentParameters(simulator), items);
		expect(error?.message).toContain('"same.example.com"');
		expect(error?.message).toContain('is in item 0 already');
		expect(await akamaiCalls(simulator)).toEqual([]);
	});

	it('an AI agent, since an enrollment costs money', async () => {
		const { outputs } = await akamaiCps(
			simulator,
			enrollmentParameters(simulator),
			[{ commonName: 'www.example.com' }],
			{ type: 'akamaiCpsTool', onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json.error).toContain('AI agent');
		expect(await akamaiCalls(simulator)).toEqual([]);
	});
});
