import type { EnrollmentFields } from './model';
import { namesOf } from './model';
import { badRequest } from './problems';

interface Rule {
	/** What is wrong, or undefined */
	broken(fields: EnrollmentFields): string | undefined;
	slug?: string;
	title?: string;
}

const MAX_SANS = 99;
const HOST_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/** Which ra serves which validation (reference 4). */
const RA: Record<string, string> = {
	dv: 'lets-encrypt',
	ov: 'symantec',
	ev: 'symantec',
	'third-party': 'third-party',
};

const TLS_VERSIONS = ['TLSv1', 'TLSv1_1', 'TLSv1_2', 'TLSv1_3'];

/** Profiles that are no longer maintained, as far as their names tell; FIPS mode excludes them. */
const DEPRECATED_CIPHERS = /2016q3|2017q3|interim/;

function isWildcard(fields: EnrollmentFields): boolean {
	return (
		fields.certificateType.startsWith('wildcard') ||
		namesOf(fields).some((name) => name.startsWith('*.'))
	);
}

const CONTACTS = ['adminContact', 'techContact', 'org'] as const;

/** Creation and update. */
const RULES: Rule[] = [
	{
		slug: 'invalid-certificate-chain-type',
		title: 'Invalid certificate chain type.',
		broken: ({ certificateChainType: type }) =>
			type && !['default', 'symantec1kroot'].includes(type)
				? `The certificate chain type [${type}] is not known.`
				: undefined,
	},
	{
		broken: ({ certificateType, validationType }) =>
			(certificateType === 'third-party') !== (validationType === 'third-party')
				? `certificateType [${certificateType}] does not go with validationType [${validationType}].`
				: undefined,
	},
	{
		broken: ({ ra, validationType }) =>
			RA[validationType] !== ra
				? `ra [${ra}] does not go with validationType [${validationType}].`
				: undefined,
	},
	{
		broken: (fields) => {
			const wrong = namesOf(fields).find((name) => name.length > 253 || !HOST_NAME.test(name));
			return wrong === undefined ? undefined : `[${wrong}] is not a host name.`;
		},
	},
	{
		broken: ({ csr }) =>
			csr.cn.length > 64 ? 'The common name is longer than 64 characters.' : undefined,
	},
	{
		broken: (fields) => {
			const sans = namesOf(fields).length - 1;
			return sans > MAX_SANS
				? `${sans} SANs; at most ${MAX_SANS} beside the common name.`
				: undefined;
		},
	},
	{
		broken: (fields) =>
			fields.validationType === 'ev' && isWildcard(fields)
				? 'An EV certificate cannot have wildcard names.'
				: undefined,
	},
	{
		broken: ({ csr, validationType }) =>
			csr.preferredTrustChain && validationType !== 'dv'
				? 'csr.preferredTrustChain is for validationType [dv] only.'
				: undefined,
	},
	{
		broken: ({ thirdParty, certificateType }) =>
			thirdParty && certificateType !== 'third-party'
				? 'thirdParty is for certificateType [third-party] only.'
				: undefined,
	},
	{
		title: 'Invalid network configuration',
		broken: ({ networkConfiguration: { dnsNameSettings, sniOnly } }) =>
			dnsNameSettings && !sniOnly
				? 'networkConfiguration.dnsNameSettings is allowed only with sniOnly.'
				: undefined,
	},
	{
		title: 'Invalid network configuration',
		broken: ({ networkConfiguration: { disallowedTlsVersions } }) => {
			const unknown = disallowedTlsVersions?.find((name) => !TLS_VERSIONS.includes(name));
			return unknown && `[${unknown}] is not a TLS version.`;
		},
	},
	{
		title: 'Invalid network configuration',
		broken: ({ networkConfiguration: network }) => {
			if (!network.fipsMode) return undefined;
			const disallowed = network.disallowedTlsVersions ?? [];
			if (disallowed.includes('TLSv1_2') && disallowed.includes('TLSv1_3')) {
				return 'fipsMode needs TLS 1.2 or TLS 1.3.';
			}
			const ciphers = [network.mustHaveCiphers, network.preferredCiphers];
			return ciphers.every((name) => name && !DEPRECATED_CIPHERS.test(name))
				? undefined
				: 'fipsMode needs an active cipher profile in mustHaveCiphers and preferredCiphers.';
		},
	},
	{
		broken: (fields) => {
			if (!fields.orgId) return undefined;
			const given = CONTACTS.filter((name) => fields[name]);
			return given.length > 0 ? `With orgId leave ${given.join(', ')} null.` : undefined;
		},
	},
	{
		broken: (fields) => {
			if (fields.orgId) return undefined;
			const missing = CONTACTS.filter((name) => !fields[name]);
			return missing.length > 0 ? `Missing: ${missing.join(', ')}.` : undefined;
		},
	},
];

const CREATION_RULES: Rule[] = [
	{
		title: 'Invalid network configuration',
		slug: 'invalid-network-configuration',
		broken: ({ networkConfiguration: { clientMutualAuthentication } }) =>
			clientMutualAuthentication
				? 'The create request contains client mutual authentication, which can only be set by an update.'
				: undefined,
	},
	...RULES,
];

/** Fixed once the enrollment exists. */
const FIXED: Array<[string, (fields: EnrollmentFields) => unknown]> = [
	['certificateType', ({ certificateType }) => certificateType],
	['validationType', ({ validationType }) => validationType],
	['ra', ({ ra }) => ra],
	['csr.cn', ({ csr }) => csr.cn],
	['networkConfiguration.sniOnly', ({ networkConfiguration }) => networkConfiguration.sniOnly],
	[
		'networkConfiguration.secureNetwork',
		({ networkConfiguration }) => networkConfiguration.secureNetwork,
	],
];

function check(rules: Rule[], fields: EnrollmentFields): void {
	for (const { broken, slug, title } of rules) {
		const detail = broken(fields);
		if (detail) throw badRequest(detail, slug ?? 'invalid-enrollment', title ?? 'Bad Request');
	}
}

export function checkCreation(fields: EnrollmentFields): void {
	check(CREATION_RULES, fields);
}

export function checkUpdate(fields: EnrollmentFields, before: EnrollmentFields): void {
	check(RULES, fields);
	const changed = FIXED.find(([, read]) => read(fields) !== read(before));
	if (changed) throw badRequest(`${changed[0]} cannot be changed.`, 'invalid-enrollment');
}
