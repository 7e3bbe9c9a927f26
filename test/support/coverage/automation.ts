import type { INodeParameters } from 'n8n-workflow';

import { operations } from '../../../nodes/DigiCert/Automation/actions';
import { formPlace, type CoverageRow } from './rows';

/** A field of a request: where it is in the form, and where it goes on the wire. */
export interface RequestField {
	/** Name in the source document; dots for nested objects. */
	field: string;
	/** Parameter in the form; absent where the node sets the field itself. */
	parameter?: string;
	/** Value set in the form. */
	set?: unknown;
	/** Other parameters that the value needs. */
	with?: INodeParameters;
	/** Place in the body, where it is not `field`, and the value that must be found there. */
	body?: string;
	sent: unknown;
	note?: string;
}

/** A field of an answer: where it is in the answer, and what the node makes of it. */
export interface AnswerField {
	field: string;
	/** Field of the item that carries it; absent where it decides instead. */
	item?: string;
	note?: string;
}

export interface CoveredCall {
	operation: string;
	path: string;
	request: RequestField[];
	answer: AnswerField[];
}

/** Set by the account that a test has; known only when it runs. */
export const ACCOUNT = Symbol('account');
export const DIVISION = Symbol('division');

const scope = (body: (name: string) => string = (name) => name): RequestField[] => [
	{
		field: body('accountId'),
		parameter: 'accountId',
		sent: ACCOUNT,
		note: 'Typed string, sent as number in every sample; empty: credential, else user of the key',
	},
	{
		field: body('divisionId'),
		parameter: 'divisionId',
		sent: DIVISION,
		note: 'Empty: credential, else user of the key',
	},
];

const NEXT_YEAR = new Date().getUTCFullYear() + 1;
const TIME = `${NEXT_YEAR}-03-01T09:00:00Z`;
const EPOCH = Date.parse(TIME);
const ZONE = '-8#pacifictime';

const scheduled: INodeParameters = {
	installationType: 'SCHEDULED_INSTALL',
	scheduleTime: TIME,
	scheduleTimeZone: ZONE,
};

const alwaysOn = { isAlwaysOn: true, autoRenewSettings: { settings: { daysBeforeExpiry: 30 } } };
const withAlwaysOn = { additionalFields: alwaysOn } as INodeParameters;

const renewal = (name: string, set: unknown, sent = set, note?: string): RequestField => ({
	field: `installSettings.autoRenewSettings.${name}`,
	parameter: `additionalFields.autoRenewSettings.settings.${name}`,
	set,
	with: withAlwaysOn,
	sent,
	note,
});

const installSettings: RequestField[] = [
	{
		field: 'installSettings.installationType',
		parameter: 'installationType',
		set: 'AUTO_INSTALL_AFTER_APPROVAL',
		sent: 'AUTO_INSTALL_AFTER_APPROVAL',
	},
	{
		field: 'installSettings.isAlwaysOn',
		parameter: 'additionalFields.isAlwaysOn',
		set: true,
		with: withAlwaysOn,
		sent: true,
		note: 'In the sample and in View automation details only; needs Auto-Renew Settings',
	},
	{
		field: 'installSettings.scheduleTime',
		parameter: 'scheduleTime',
		set: TIME,
		with: scheduled,
		sent: EPOCH,
		note: 'Date and time in the form, epoch in milliseconds on the wire',
	},
	{
		field: 'installSettings.scheduleTimeZone',
		parameter: 'scheduleTimeZone',
		set: ZONE,
		with: scheduled,
		sent: ZONE,
	},
	renewal('daysBeforeExpiry', 45),
	renewal('scheduleTime', TIME, EPOCH, 'Date and time in the form, epoch in milliseconds'),
	renewal('scheduleTimeZone', ZONE),
	renewal('isAutoReplace', true),
];

const emails: RequestField = {
	field: 'additionalEmails',
	parameter: 'additionalFields.additionalEmails',
	set: 'certificates@example.com, web@example.com',
	sent: 'certificates@example.com,web@example.com',
	note: 'A comma list on the wire',
};

const HOST_VALUES: Array<[name: string, set: unknown, sent?: unknown, note?: string]> = [
	['ip', '192.0.2.77', undefined, 'One input item is one host, or a list of hosts'],
	['port', '8443', 8443],
	['domainName', 'sni.example.com', undefined, 'SNI only'],
	['managementIp', '203.0.113.10', undefined, 'Agentless only'],
	['virtualServerName', '/Common/shop', undefined, 'Agentless only; needs the management IP'],
];

const host = (prefix: string, shown: string): RequestField[] =>
	HOST_VALUES.map(([name, set, sent = set, note]) => ({
		field: `${shown}.${name}`,
		body: `${prefix}.${name}`,
		parameter: name,
		set,
		with: name === 'virtualServerName' ? { managementIp: '203.0.113.10' } : {},
		sent,
		note,
	}));

const action = (set: string, more: INodeParameters = {}): RequestField => ({
	field: 'automationActionType',
	parameter: 'automationActionType',
	set,
	with: more,
	sent: set,
	note: 'Typed integer in the document, text in its samples',
});

const text = (field: string, parameter: string, note?: string): RequestField => ({
	field,
	parameter,
	set: 'Web servers',
	sent: 'Web servers',
	note,
});

const envelope: AnswerField[] = [
	{ field: 'error', note: 'Not null: the item fails with its words' },
	{ field: 'data', note: 'Unwrapped' },
];

const errors = (prefix: string, note: string): AnswerField[] => [
	{ field: prefix, note },
	{ field: `${prefix}.errorCode`, item: 'errorCode' },
	{ field: `${prefix}.errorField`, item: 'errorField' },
	{ field: `${prefix}.errorMessage`, item: 'errorMessage' },
];

export const CREATE_BULK: CoveredCall = {
	operation: 'createBulk',
	path: 'automation/createAutomation/bulk',
	request: [
		...scope(),
		action('TRANSFER'),
		emails,
		text(
			'sensorProfileName',
			'additionalFields.sensorProfileName',
			'Needed where no profile fits agentless hosts',
		),
		text(
			'acmeProfileName',
			'additionalFields.acmeProfileName',
			'Needed where no profile fits hosts with an agent',
		),
		...installSettings,
		...host('ipPortsToAutomate.0', 'ipPortsToAutomate'),
	],
	answer: [
		...envelope,
		{ field: 'data.message', item: 'message', note: 'Its count confirms hosts that nothing names' },
		{ field: 'data.selectedIpPorts', note: 'In the table, in no sample; not read' },
		{ field: 'data.ineligibleIpPorts', note: 'Each named host leaves by Rejected' },
		...errors('data.errors', 'By host: Rejected; without a host: the whole call fails'),
		{ field: 'data.status', note: 'Always empty in the samples; not read' },
	],
};

export const RETRY_BULK: CoveredCall = {
	operation: 'retryBulk',
	path: 'automation/bulkretryautomationtask',
	request: [
		{
			...scope()[0],
			field: 'accountId',
			parameter: 'accountId',
			sent: ACCOUNT,
			note: 'Beside the list, too',
		},
		...scope((name) => `retryAutomationTaskRequests.${name}`).map((entry) => ({
			...entry,
			body: entry.field.replace('.', '.0.'),
		})),
		...host('retryAutomationTaskRequests.0', 'retryAutomationTaskRequests'),
		{
			field: 'retryAutomationTaskRequests.agentLicenseKey',
			body: 'retryAutomationTaskRequests.0.agentLicenseKey',
			parameter: 'agentLicenseKey',
			set: '0123456789ABCDEF',
			sent: '0123456789ABCDEF',
			note: 'Looked up when empty, never part of the result',
		},
		{
			field: 'retryAutomationTaskRequests.sensorLicenseKey',
			body: 'retryAutomationTaskRequests.0.sensorLicenseKey',
			parameter: 'sensorLicenseKey',
			set: '0123456789ABCDEF',
			sent: '0123456789ABCDEF',
			note: 'Looked up when empty, never part of the result',
		},
	],
	answer: [
		...envelope,
		{ field: 'data.retryMessages', item: 'message', note: 'By ip:port: the host is Accepted' },
		{ field: 'data.failedRetries', note: 'By ip:port: the host leaves by Rejected' },
		...errors('data.failedRetries.errors', 'Of one host'),
		{
			field: 'data.failedRetries.status',
			note: 'Empty in the samples; “In progress” without an error leaves the host unclear',
		},
		{ field: 'data.message', note: 'Its count confirms hosts that nothing names' },
		{ field: 'data.status', note: 'Typed text, an empty object in the samples; not read' },
		{ field: 'data.errors', note: 'By host: Rejected; without a host: the whole call fails' },
	],
};

export const CREATE: CoveredCall = {
	operation: 'create',
	path: 'automation/createAutomation',
	request: [
		...scope(),
		action('ADD_SNI', { domainName: 'sni.example.com', additionalFields: { serverName: 'web' } }),
		{
			field: 'isSniDefault',
			parameter: 'additionalFields.isSniDefault',
			set: false,
			sent: false,
			note: 'The service takes true when it is not sent',
		},
		text('profileName', 'additionalFields.profileName'),
		{ field: 'serverLicense', parameter: 'additionalFields.serverLicense', set: 3, sent: 3 },
		text('serverName', 'additionalFields.serverName', 'Needed for Add SNI on hosts with an agent'),
		{ field: 'cn', parameter: 'cn', set: 'www.example.com', sent: 'www.example.com' },
		{
			field: 'sans',
			parameter: 'sans',
			set: 'example.com, shop.example.com',
			sent: 'example.com,shop.example.com',
			note: 'A comma list on the wire',
		},
		{
			field: 'parentOrderId',
			parameter: 'parentOrderId',
			set: { __rl: true, mode: 'id', value: '112233' },
			with: { automationActionType: 'DUPLICATE' },
			sent: 112233,
			note: 'For Duplicate and Add SNI Duplicate',
		},
		emails,
		{
			field: 'serverDetails.agentLicenseKey',
			parameter: 'agentLicenseKey',
			set: '0123456789ABCDEF',
			sent: '0123456789ABCDEF',
			note: 'Looked up when empty, never part of the result',
		},
		...host('serverDetails', 'serverDetails'),
		...installSettings,
		{
			field: 'additionalFields.keySecurityType',
			parameter: 'additionalFields.keySecurityType',
			set: 'STYPE_FIPS',
			sent: 'STYPE_FIPS',
		},
	],
	answer: [
		...envelope,
		{ field: 'data.message', item: 'message' },
		{ field: 'data.errors', note: 'Any error: the item fails with its code and words' },
		{ field: 'data.status', note: 'Always empty in the samples; not read' },
	],
};

/** Below `data` of View automation details; all of it in the item when Simplify is off. */
const DETAILS = `autoStatusResponse autoStatusResponse.automationStatus
	autoStatusResponse.requestedOn autoStatusResponse.lastRunTime autoStatusResponse.nextRenewalDate
	autoStatusResponse.message autoStatusResponse.installSettings
	autoStatusResponse.installSettings.installationType autoStatusResponse.installSettings.isAlwaysOn
	autoStatusResponse.installSettings.scheduleTime
	autoStatusResponse.installSettings.scheduleTimeZone
	autoStatusResponse.installSettings.autoRenewSettings
	autoStatusResponse.installSettings.autoRenewSettings.daysBeforeExpiry
	autoStatusResponse.installSettings.autoRenewSettings.scheduleTime
	autoStatusResponse.installSettings.autoRenewSettings.scheduleTimeZone
	autoStatusResponse.installSettings.autoRenewSettings.isAutoReplace
	autoStatusResponse.userDetailsResponse autoStatusResponse.userDetailsResponse.firstName
	autoStatusResponse.userDetailsResponse.lastName autoStatusResponse.userDetailsResponse.container
	autoStatusResponse.userDetailsResponse.container.id
	autoStatusResponse.userDetailsResponse.container.name autoOrderProgressResponse
	autoOrderProgressResponse.csrGenResponse autoOrderProgressResponse.csrGenResponse.csrProgress
	autoOrderProgressResponse.csrGenResponse.causeOfFailure
	autoOrderProgressResponse.csrGenResponse.solution autoOrderProgressResponse.postCsrGenResponse
	autoOrderProgressResponse.postCsrGenResponse.postCSRProgress
	autoOrderProgressResponse.postCsrGenResponse.causeOfFailure
	autoOrderProgressResponse.postCsrGenResponse.solution
	autoOrderProgressResponse.certInstallResponse
	autoOrderProgressResponse.certInstallResponse.certInstallProgress
	autoOrderProgressResponse.certInstallResponse.scheduleOn
	autoOrderProgressResponse.certInstallResponse.causeOfFailure
	autoOrderProgressResponse.certInstallResponse.solution
	autoOrderProgressResponse.isRetryApplicable certDetailsResponse certDetailsResponse.commonName
	certDetailsResponse.signatureHash certDetailsResponse.orgDetail
	certDetailsResponse.orgDetail.name certDetailsResponse.orgDetail.address
	certDetailsResponse.orgDetail.address2 certDetailsResponse.orgDetail.city
	certDetailsResponse.orgDetail.state certDetailsResponse.orgDetail.country
	certDetailsResponse.orgDetail.telephone certDetailsResponse.orgDetails certDetailsResponse.sans
	certDetailsResponse.automationProfileName certDetailsResponse.automationProfileId
	certDetailsResponse.automationProfileStatus certDetailsResponse.productType
	certDetailsResponse.validityPeriod isRequestApproval`.split(/\s+/);

const DETAIL_NOTES: Record<string, string> = {
	'autoStatusResponse.requestedOn': 'Typed integer, text in the sample; kept as it comes',
	'certDetailsResponse.orgDetail': 'So named in the table',
	'certDetailsResponse.orgDetails': 'So named in the sample; whichever comes is kept',
	'autoOrderProgressResponse.isRetryApplicable': 'Decides `retryable` of Check Status',
	'autoStatusResponse.automationStatus': 'Decides the output of Check Status',
	'autoOrderProgressResponse.certInstallResponse.certInstallProgress':
		'Decides the output of Check Status, too',
};

export const VIEW_DETAILS: CoveredCall = {
	operation: 'get',
	path: 'automation/viewAutomationDetails',
	request: [
		...scope(),
		{
			field: 'automationId',
			parameter: 'automationId',
			set: { __rl: true, mode: 'id', value: '298577' },
			sent: 298577,
			note: 'Typed string, sent as number in the sample',
		},
	],
	answer: [
		...envelope,
		...DETAILS.map((field) => ({
			field: `data.${field}`,
			item: field,
			note: DETAIL_NOTES[field] ?? 'Without Simplify',
		})),
	],
};

export const AUTOMATION_COVERAGE: Record<string, CoveredCall> = {
	'Create bulk automation': CREATE_BULK,
	'Bulk retry automation task': RETRY_BULK,
	'View automation details': VIEW_DETAILS,
	'Create automation (single host)': CREATE,
};

/** The tables of docs/coverage.md for the Automation API, by source document. */
export const automationCoverageRows = (): Record<string, CoverageRow[]> =>
	Object.fromEntries(
		Object.entries(AUTOMATION_COVERAGE).map(([document, { operation, request, answer }]) => [
			document,
			[
				...request.map(({ field, parameter, note = '' }) => ({
					field,
					form: parameter
						? formPlace(operations.automation?.operations[operation]?.fields ?? [], parameter)
						: '',
					wire: `POST body ${field}`,
					note,
				})),
				...answer.map(({ field, item, note = '' }) => ({
					field,
					form: item ? `item ${item}` : '',
					wire: `answer ${field}`,
					note,
				})),
			],
		]),
	);
