import type { INodeParameters } from 'n8n-workflow';

import { create } from '../../../nodes/Akamai/Cps/actions/enrollment/create.operation';
import { formPlace, type CoverageRow } from './rows';

/** Where a field of "Create an enrollment" is in the form, and where it goes on the wire. */
export interface CoverageEntry {
	/** Name in the source document; dots for nested objects. */
	field: string;
	/** Parameter in the form; absent where the service takes nothing from a client. */
	parameter?: string;
	/** Value set in the form. */
	set?: unknown;
	/** Other parameters that the value needs. */
	with?: INodeParameters;
	/** Request that carries it, the place in it, and the value that must be found there. */
	method?: 'POST' | 'PUT';
	query?: string;
	body?: string;
	header?: string;
	sent?: unknown;
	note?: string;
}

const VALUES: Record<string, string> = {
	firstName: 'Rosa',
	lastName: 'Example',
	title: 'Administrator',
	organizationName: 'Example Inc.',
	email: 'rosa@example.com',
	phone: '617-555-0111',
	name: 'Example Technologies',
	addressLineOne: '150 Broadway',
	addressLineTwo: 'Floor 2',
	city: 'Cambridge',
	region: 'MA',
	postalCode: '02142',
	country: 'US',
};

const ADDRESS = [
	'addressLineOne',
	'addressLineTwo',
	'city',
	'country',
	'phone',
	'postalCode',
	'region',
];
const PERSON = [...ADDRESS, 'email', 'firstName', 'lastName', 'organizationName', 'title'];

const inBody = (
	field: string,
	parameter: string,
	set: unknown,
	more: Partial<CoverageEntry> = {},
): CoverageEntry => ({
	field,
	parameter,
	set,
	method: 'POST',
	body: field,
	sent: set,
	...more,
});

const contact = (name: string, fields: string[], note?: string): CoverageEntry[] =>
	fields.map((field) => inBody(`${name}.${field}`, `${name}.${field}`, VALUES[field], { note }));

const readOnly = (field: string): CoverageEntry => ({
	field,
	note: 'Sent by the service only; Enrollment > Get shows it',
});

const network = (name: string, set: unknown, more: Partial<CoverageEntry> = {}): CoverageEntry =>
	inBody(`networkConfiguration.${name}`, `networkConfiguration.${name}`, set, more);

const OV: INodeParameters = { certificateType: 'san', validationType: 'ov', ra: 'symantec' };
const DV: INodeParameters = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };
const CIPHERS = 'ak-akamai-2020q1';

const byUpdate = (name: string, parameter: string, set: unknown): CoverageEntry =>
	network(name, set, {
		parameter: `networkConfiguration.${parameter}`,
		method: 'PUT',
		with: { networkConfiguration: { setId: 'set-1.xml' } },
		note: 'Refused in a creation, so sent by an update right after it (allow-cancel-pending-changes)',
	});

export const AKAMAI_COVERAGE: CoverageEntry[] = [
	{
		field: 'contractId (query)',
		parameter: 'contractId',
		set: { __rl: true, mode: 'id', value: 'ctr_K-0N7RAK71' },
		method: 'POST',
		query: 'contractId',
		sent: 'K-0N7RAK71',
		note: 'The prefix ctr_ is taken off',
	},
	{
		field: 'deploy-not-after (query)',
		parameter: 'additionalFields.deployNotAfter',
		set: '2099-12-31T00:00:00',
		method: 'POST',
		query: 'deploy-not-after',
		sent: '2099-12-31',
		note: 'A day in UTC',
	},
	{
		field: 'deploy-not-before (query)',
		parameter: 'additionalFields.deployNotBefore',
		set: '2099-01-31',
		method: 'POST',
		query: 'deploy-not-before',
		sent: '2099-01-31',
		note: 'A day in UTC',
	},
	{
		field: 'accountSwitchKey (query)',
		parameter: 'additionalFields.accountSwitchKey',
		set: '1-5C0YLB:1-8BYUX',
		with: { contractId: { __rl: true, mode: 'id', value: '1-1TJZH5' } as INodeParameters },
		method: 'POST',
		query: 'accountSwitchKey',
		sent: '1-5C0YLB:1-8BYUX',
		note: 'Also in the credential; the one of the item wins',
	},
	...contact('adminContact', PERSON),
	readOnly('assignedSlots'),
	inBody('autoRenewalStartTime', 'additionalFields.autoRenewalStartTime', '2099-01-31'),
	inBody('certificateChainType', 'additionalFields.certificateChainType', 'symantec1kroot'),
	inBody('certificateType', 'certificateType', 'san', { with: OV }),
	inBody('changeManagement', 'changeManagement', false),
	inBody('csr.c', 'csrCountry', 'DE'),
	inBody('csr.cn', 'commonName', 'covered.example.com'),
	inBody('csr.l', 'csrLocality', 'Berlin'),
	inBody('csr.o', 'csrOrganization', 'Example GmbH'),
	inBody('csr.ou', 'additionalFields.csrOrganizationalUnit', 'Web'),
	inBody('csr.preferredTrustChain', 'additionalFields.preferredTrustChain', 'isrg-root-x1', {
		with: DV,
		note: 'Validation type DV only; else refused before any call',
	}),
	inBody('csr.sans', 'sans', 'san1.example.com, SAN2.example.com', {
		sent: ['san1.example.com', 'san2.example.com'],
		note: 'Text or a list; at most 99 beside the common name',
	}),
	inBody('csr.st', 'csrState', 'Berlin'),
	inBody('enableMultiStackedCertificates', 'enableMultiStackedCertificates', true),
	readOnly('id'),
	readOnly('location'),
	readOnly('maxAllowedSanNames'),
	readOnly('maxAllowedWildcardSanNames'),
	byUpdate('clientMutualAuthentication.setId', 'setId', 'set-2.xml'),
	byUpdate(
		'clientMutualAuthentication.authenticationOptions.sendCaListToClient',
		'sendCaListToClient',
		true,
	),
	byUpdate('clientMutualAuthentication.authenticationOptions.ocsp.enabled', 'ocspEnabled', true),
	network('disallowedTlsVersions', ['TLSv1', 'TLSv1_1']),
	network('dnsNameSettings.cloneDnsNames', false, {
		parameter: 'networkConfiguration.cloneDnsNames',
		with: { networkConfiguration: { dnsNames: 'san1.example.com' } },
		note: 'With SNI only; on unless DNS names are given',
	}),
	network('dnsNameSettings.dnsNames', ['san2.example.com', 'san1.example.com'], {
		parameter: 'networkConfiguration.dnsNames',
		set: 'san2.example.com, san1.example.com',
		note: 'With SNI only',
	}),
	network('fipsMode', true, {
		with: { networkConfiguration: { mustHaveCiphers: CIPHERS, preferredCiphers: CIPHERS } },
		note: 'Sends version 12 of the media type instead of 11',
	}),
	network('geography', 'china+core'),
	network('mustHaveCiphers', CIPHERS),
	network('ocspStapling', 'on'),
	network('preferredCiphers', CIPHERS),
	network('quicEnabled', true),
	network('secureNetwork', 'standard-tls'),
	network('sniOnly', false),
	...contact('org', [...ADDRESS, 'name']),
	inBody('orgId', 'additionalFields.orgId', 645263, {
		with: { adminContact: {}, techContact: {}, org: {} },
		note: 'In place of org, adminContact and techContact',
	}),
	readOnly('pendingChanges'),
	readOnly('productionSlots'),
	inBody('ra', 'ra', 'symantec', { with: OV }),
	inBody('signatureAlgorithm', 'additionalFields.signatureAlgorithm', 'SHA-1'),
	readOnly('stagingSlots'),
	...contact('techContact', PERSON, 'The contact at Akamai; another address gives a hint'),
	inBody('thirdParty.excludeSans', 'additionalFields.excludeSans', true, {
		note: 'Third-party certificates only; sent as false when not set',
	}),
	inBody('validationType', 'validationType', 'ov', { with: OV }),
	{
		field: 'Content-Type (header)',
		method: 'POST',
		header: 'content-type',
		sent: 'application/vnd.akamai.cps.enrollment.v11+json',
		note: 'Set by the node; v12 with fipsMode',
	},
	{
		field: 'Accept (header)',
		method: 'POST',
		header: 'accept',
		sent: 'application/vnd.akamai.cps.enrollment-status.v1+json',
		note: 'Set by the node',
	},
	{
		field: 'allow-duplicate-cn (query)',
		parameter: 'additionalFields.allowDuplicateCn',
		set: true,
		method: 'POST',
		query: 'allow-duplicate-cn',
		sent: 'true',
		note: 'Not in the source document; without it a known common name answers 409',
	},
];

function wirePlace({ method, query, body, header }: CoverageEntry): string {
	if (query) return `query ${query}`;
	if (header) return `header ${header}`;
	return body ? `${method} body ${body}` : '';
}

/** The table of docs/coverage.md for Akamai "Create an enrollment". */
export const akamaiCoverageRows = (): CoverageRow[] =>
	AKAMAI_COVERAGE.map((entry) => ({
		field: entry.field,
		form: entry.parameter ? formPlace(create.fields, entry.parameter) : '',
		wire: wirePlace(entry),
		note: entry.note ?? '',
	}));
