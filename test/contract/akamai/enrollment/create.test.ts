import { media, thirdParty } from '../client';
import { useEnrollments } from './created';

const { akamai, newName, created } = useEnrollments();

const network = (more: object) => ({
	networkConfiguration: { ...thirdParty('x').networkConfiguration, ...more },
});

const asDv = {
	certificateType: 'san',
	validationType: 'dv',
	ra: 'lets-encrypt',
	thirdParty: undefined,
};

describe('creating an enrollment', () => {
	it('answers 202 with the paths of enrollment and change', async () => {
		const { enrollment, changes } = await created(thirdParty(newName()));
		expect(enrollment).toMatch(/^\/cps\/v2\/enrollments\/\d+$/);
		expect(changes).toEqual([expect.stringMatching(/^\/cps\/v2\/enrollments\/\d+\/changes\/\d+$/)]);
	});

	it.each<[what: string, fields: Record<string, unknown>, detail: string]>([
		['an unknown field', { favouriteColour: 'red' }, 'favouriteColour'],
		[
			'an unknown field within csr',
			{ csr: { cn: 'a.example.com', email: 'a@example.com' } },
			'email',
		],
		['id', { id: 1 }, '[id]'],
		['location', { location: '/cps-api/enrollments/1' }, '[location]'],
		['pendingChanges', { pendingChanges: [] }, '[pendingChanges]'],
		['assignedSlots', { assignedSlots: [1] }, '[assignedSlots]'],
		['productionSlots', { productionSlots: [1] }, '[productionSlots]'],
		['stagingSlots', { stagingSlots: [1] }, '[stagingSlots]'],
		['maxAllowedSanNames', { maxAllowedSanNames: 100 }, '[maxAllowedSanNames]'],
		[
			'maxAllowedWildcardSanNames',
			{ maxAllowedWildcardSanNames: 100 },
			'[maxAllowedWildcardSanNames]',
		],
		['text for a boolean', { changeManagement: 'true' }, 'changeManagement'],
		['text for orgId', { orgId: '1', adminContact: null, techContact: null, org: null }, 'orgId'],
		['one name for a list', { csr: { cn: 'a.example.com', sans: 'b.example.com' } }, 'csr.sans'],
		['an empty text', { csr: { cn: 'a.example.com', st: '' } }, 'csr.st'],
		['an unknown certificateType', { certificateType: 'golden' }, 'certificateType'],
		['an unknown geography', network({ geography: 'mars' }), 'geography'],
		['a boolean for ocspStapling', network({ ocspStapling: true }), 'ocspStapling'],
		['fipsMode in v11', network({ fipsMode: false }), '[fipsMode]'],
		['an unknown TLS version', network({ disallowedTlsVersions: ['SSLv3'] }), 'SSLv3'],
		['dnsNameSettings without sniOnly', network({ sniOnly: false }), 'dnsNameSettings'],
		['a common name that is no host name', { csr: { cn: 'not a host' } }, '[not a host]'],
		['a common name over 64 characters', { csr: { cn: `${'a'.repeat(60)}.example.com` } }, '64'],
		[
			'preferredTrustChain beside dv',
			{ csr: { cn: 'a.example.com', preferredTrustChain: 'x' } },
			'preferredTrustChain',
		],
		['an ra of another validation', { ra: 'lets-encrypt' }, 'ra [lets-encrypt]'],
		[
			'a validation of another type',
			{ validationType: 'ov', ra: 'symantec' },
			'validationType [ov]',
		],
		['contacts beside orgId', { orgId: 645263546 }, 'orgId'],
		['neither contacts nor orgId', { adminContact: null }, 'adminContact'],
		[
			'a contact without e-mail',
			{ techContact: { firstName: 'A', lastName: 'B', phone: '1' } },
			"'email'",
		],
		['an organization without address', { org: { name: 'A' } }, 'addressLineOne'],
		[
			'ev with a wildcard',
			{ ...asDv, validationType: 'ev', ra: 'symantec', certificateType: 'wildcard' },
			'wildcard',
		],
		[
			'thirdParty beside third-party',
			{ ...asDv, thirdParty: { excludeSans: false } },
			'thirdParty',
		],
	])('refuses %s', async (_what, fields, detail) => {
		const answer = await akamai.create(thirdParty(newName(), fields));
		expect(answer.status).toBe(400);
		expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
		expect(answer.json.detail).toContain(detail);
	});

	it.each([
		'certificateType',
		'validationType',
		'ra',
		'changeManagement',
		'enableMultiStackedCertificates',
		'csr',
		'networkConfiguration',
	])('requires %s', async (name) => {
		const answer = await akamai.create(thirdParty(newName(), { [name]: undefined }));
		expect(answer.status).toBe(400);
		expect(answer.json.detail).toContain(name);
	});

	it('refuses client mutual authentication in words of its own', async () => {
		const clientMutualAuthentication = {
			setId: 'set-1',
			authenticationOptions: { sendCaListToClient: false, ocsp: { enabled: false } },
		};
		const answer = await akamai.create(
			thirdParty(newName(), network({ clientMutualAuthentication })),
		);
		expect(answer.status).toBe(400);
		expect(answer.json.title).toBe('Invalid network configuration');
		expect(answer.json.detail).toContain('client mutual authentication');
	});

	it('names an unknown certificateChainType in the type of the problem', async () => {
		const answer = await akamai.create(thirdParty(newName(), { certificateChainType: 'x' }));
		expect(answer.status).toBe(400);
		expect(answer.json.type).toMatch(/\/error-types\/invalid-certificate-chain-type$/);
		expect(answer.json.instance).toMatch(/\?id=[0-9a-f]{32}$/);
	});

	it('takes 99 SANs beside the common name, not 100', async () => {
		const cn = newName();
		const sans = (count: number) => [...Array(count).keys()].map((at) => `s${at}.${cn}`);
		const body = (count: number) => thirdParty(cn, { csr: { cn, sans: [cn, ...sans(count)] } });
		expect((await akamai.create(body(100))).status).toBe(400);
		expect((await akamai.create(body(99))).status).toBe(202);
	});

	it('takes orgId instead of contacts', async () => {
		const body = { orgId: 645263546, adminContact: null, techContact: null, org: null };
		expect((await akamai.create(thirdParty(newName(), body))).status).toBe(202);
	});

	it('knows fipsMode in v12, with active cipher profiles and TLS 1.2 or 1.3', async () => {
		const ciphers = { mustHaveCiphers: 'ak-akamai-2020q1', preferredCiphers: 'ak-akamai-2020q1' };
		const v12 = async (more: object) =>
			(await akamai.create(thirdParty(newName(), network({ fipsMode: true, ...more })), '', 12))
				.status;
		expect(await v12(ciphers)).toBe(202);
		expect(await v12({})).toBe(400);
		expect(await v12({ ...ciphers, mustHaveCiphers: 'ak-akamai-default2016q3' })).toBe(400);
		expect(await v12({ ...ciphers, disallowedTlsVersions: ['TLSv1_2', 'TLSv1_3'] })).toBe(400);
	});

	it.each([
		['a missing contract', ''],
		['an unknown contract', '?contractId=9-UNKNOWN'],
		['a contract with the prefix of the Contracts API', '?contractId=ctr_C-0N7RAC7'],
	])('refuses %s', async (_text, query) => {
		const answer = await akamai.call('POST', `/cps/v2/enrollments${query}`, {
			body: thirdParty(newName()),
			contentType: media('enrollment', 11),
			accept: media('enrollment-status', 1),
		});
		expect(answer.status).toBe(400);
	});

	it('takes deployment dates as YYYY-MM-DD only, and in order', async () => {
		const status = async (query: string) =>
			(await akamai.create(thirdParty(newName()), query)).status;
		expect(await status('&deploy-not-before=2031-01-31&deploy-not-after=2031-02-28')).toBe(202);
		expect(await status('&deploy-not-before=2031-01-31T00:00:00Z')).toBe(400);
		expect(await status('&deploy-not-after=31.01.2031')).toBe(400);
		expect(await status('&deploy-not-before=2031-02-01&deploy-not-after=2031-01-01')).toBe(400);
	});

	it('refuses the body of the source document as it is, and takes it without what is not settable', async () => {
		const contact = {
			...thirdParty('x').adminContact,
			addressLineOne: '1 Example Street',
			addressLineTwo: null,
			city: 'Cambridge',
			country: 'US',
			organizationName: 'Example Org',
			postalCode: '02142',
			region: 'MA',
			title: 'Administrator',
		};
		const cn = newName();
		const settable = {
			adminContact: contact,
			autoRenewalStartTime: null,
			certificateChainType: 'default',
			certificateType: 'third-party',
			changeManagement: true,
			csr: { c: 'US', cn, l: 'Cambridge', o: 'Example Org', ou: 'Web', sans: [cn], st: 'MA' },
			enableMultiStackedCertificates: false,
			networkConfiguration: {
				disallowedTlsVersions: ['TLSv1', 'TLSv1_1'],
				dnsNameSettings: { cloneDnsNames: false, dnsNames: [cn] },
				fipsMode: true,
				geography: 'core',
				mustHaveCiphers: 'ak-akamai-2020q1',
				ocspStapling: 'on',
				preferredCiphers: 'ak-akamai-2020q1',
				quicEnabled: false,
				secureNetwork: 'enhanced-tls',
				sniOnly: true,
			},
			org: { ...thirdParty('x').org, addressLineTwo: null },
			ra: 'third-party',
			signatureAlgorithm: null,
			techContact: contact,
			thirdParty: { excludeSans: false },
			validationType: 'third-party',
		};
		const readOnly = { id: '10001', location: '/cps-api/enrollments/10001', pendingChanges: [] };
		expect((await akamai.create({ ...settable, ...readOnly }, '', 12)).status).toBe(400);
		expect((await akamai.create({ ...settable, orgId: 645263546 }, '', 12)).status).toBe(400);
		expect((await akamai.create(settable, '', 11)).status).toBe(400);
		expect((await akamai.create(settable, '', 12)).status).toBe(202);
	});

	it('refuses a body that is no JSON', async () => {
		expect((await akamai.create('{"certificateType":')).status).toBe(400);
	});

	it('refuses a common name that is enrolled, whatever the details, unless it is allowed', async () => {
		const cn = newName();
		await created(thirdParty(cn));
		const again = thirdParty(cn.toUpperCase(), { changeManagement: false });
		const refused = await akamai.create(again);
		expect(refused.status).toBe(409);
		expect(refused.json.detail).toContain(cn.toUpperCase());
		expect((await akamai.create(again, '&allow-duplicate-cn=yes')).status).toBe(400);
		expect((await akamai.create(again, '&allow-duplicate-cn=true')).status).toBe(202);
	});
});
