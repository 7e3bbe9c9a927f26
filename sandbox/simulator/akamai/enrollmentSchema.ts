/** Enrollment v11 and v12 as a client may send them (reference 4): unknown fields are refused. */

const text = { type: 'string', minLength: 1, nullable: true };
const flag = { type: 'boolean' };
const texts = { type: 'array', items: { type: 'string', minLength: 1 }, nullable: true };

type Properties = Record<string, object>;

function strict(properties: Properties, required: string[] = []) {
	return { type: 'object', additionalProperties: false, properties, required };
}

const nullable = (schema: object) => ({ ...schema, nullable: true });

function texted(...names: string[]): Properties {
	return Object.fromEntries(names.map((name) => [name, text]));
}

const ADDRESS = [
	'addressLineOne',
	'addressLineTwo',
	'city',
	'region',
	'postalCode',
	'country',
	'phone',
];

const contact = nullable(
	strict(texted('firstName', 'lastName', 'title', 'organizationName', 'email', ...ADDRESS), [
		'firstName',
		'lastName',
		'email',
		'phone',
	]),
);

const org = nullable(
	strict(texted('name', ...ADDRESS), [
		'name',
		...ADDRESS.filter((name) => name !== 'addressLineTwo'),
	]),
);

const csr = strict(
	{
		...texted('c', 'st', 'l', 'o', 'ou', 'preferredTrustChain'),
		cn: { type: 'string', minLength: 1 },
		sans: texts,
	},
	['cn'],
);

const clientMutualAuthentication = nullable(
	strict({
		setId: text,
		authenticationOptions: nullable(
			strict({
				sendCaListToClient: nullable(flag),
				ocsp: nullable(strict({ enabled: nullable(flag) })),
			}),
		),
	}),
);

const networkConfiguration = (version: number) =>
	strict(
		{
			geography: { type: 'string', enum: ['core', 'china+core', 'russia+core'] },
			secureNetwork: { type: 'string', enum: ['standard-tls', 'enhanced-tls'] },
			sniOnly: flag,
			quicEnabled: flag,
			dnsNameSettings: nullable(
				strict({ cloneDnsNames: flag, dnsNames: texts }, ['cloneDnsNames']),
			),
			...texted('mustHaveCiphers', 'preferredCiphers'),
			disallowedTlsVersions: texts,
			ocspStapling: { type: 'string', nullable: true, enum: ['on', 'off', 'not-set', null] },
			clientMutualAuthentication,
			...(version >= 12 ? { fipsMode: nullable(flag) } : {}),
		},
		['geography', 'quicEnabled', 'secureNetwork', 'sniOnly'],
	);

/** Sent by the service only. */
export const READ_ONLY = [
	'id',
	'location',
	'pendingChanges',
	'assignedSlots',
	'stagingSlots',
	'productionSlots',
	'maxAllowedSanNames',
	'maxAllowedWildcardSanNames',
];

function enrollment(version: number) {
	return strict(
		{
			certificateType: {
				type: 'string',
				enum: ['san', 'single', 'wildcard', 'wildcard-san', 'third-party'],
			},
			validationType: { type: 'string', enum: ['dv', 'ov', 'ev', 'third-party'] },
			ra: { type: 'string', enum: ['symantec', 'lets-encrypt', 'third-party'] },
			changeManagement: flag,
			enableMultiStackedCertificates: flag,
			csr,
			networkConfiguration: networkConfiguration(version),
			thirdParty: nullable(strict({ excludeSans: flag }, ['excludeSans'])),
			signatureAlgorithm: { type: 'string', nullable: true, enum: ['SHA-256', 'SHA-1', null] },
			// Its values have an error of their own, see enrollmentRules.
			certificateChainType: text,
			autoRenewalStartTime: text,
			adminContact: contact,
			techContact: contact,
			org,
			orgId: { type: 'integer', nullable: true },
		},
		[
			'certificateType',
			'validationType',
			'ra',
			'changeManagement',
			'enableMultiStackedCertificates',
			'csr',
			'networkConfiguration',
		],
	);
}

export const ENROLLMENT_SCHEMA: Record<number, object> = {
	11: enrollment(11),
	12: enrollment(12),
};
