/** Bodies of the Automation API. What is missing is told by code 1004, so little is required here. */
const text = { type: 'string' };
const whole = { type: 'integer' };
const flag = { type: 'boolean' };
/** Documented as string, sent as number in every sample. */
const id = { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^\\d+$' }] };
const textOrNull = { type: ['string', 'null'] };

const object = (properties: Record<string, unknown>, required: string[] = []) => ({
	type: 'object',
	additionalProperties: false,
	properties,
	required,
});

const list = (items: unknown) => ({ type: 'array', items });

const installSettings = object({
	installationType: { type: 'string', enum: ['AUTO_INSTALL_AFTER_APPROVAL', 'SCHEDULED_INSTALL'] },
	isAlwaysOn: flag,
	scheduleTime: whole,
	scheduleTimeZone: { type: 'string', pattern: '^[+-]?\\d{1,2}(:?\\d{2})?#[\\w/+-]+$' },
	autoRenewSettings: object({
		daysBeforeExpiry: { type: 'integer', minimum: 1 },
		scheduleTime: whole,
		scheduleTimeZone: text,
		isAutoReplace: flag,
	}),
});

const page = {
	accountId: id,
	divisionIds: list(whole),
	startIndex: { type: 'integer', minimum: 1 },
	pageSize: { type: 'integer', minimum: 0, maximum: 512 },
	searchCriteriaList: list(
		object({ key: text, operation: { const: 'EQUALS' }, value: list(text) }, [
			'key',
			'operation',
			'value',
		]),
	),
	sorting: {
		type: 'object',
		additionalProperties: { type: 'string', enum: ['ASC', 'DESC'] },
	},
};

export const CREATE_BULK = object({
	accountId: id,
	divisionId: id,
	additionalEmails: text,
	sensorProfileName: text,
	acmeProfileName: text,
	automationActionType: { type: 'string', enum: ['ENROLL', 'RENEW', 'TRANSFER'] },
	installSettings,
	ipPortsToAutomate: list(
		object({
			ip: text,
			port: whole,
			domainName: text,
			managementIp: text,
			virtualServerName: text,
		}),
	),
});

export const CREATE = object({
	accountId: id,
	divisionId: id,
	automationActionType: {
		type: 'string',
		enum: ['ENROLL', 'RENEW', 'TRANSFER', 'DUPLICATE', 'ADD_SNI', 'ADD_SNI_DUPLICATE'],
	},
	isSniDefault: flag,
	profileName: text,
	serverLicense: whole,
	serverName: text,
	cn: text,
	sans: text,
	parentOrderId: id,
	additionalEmails: text,
	serverDetails: object({
		agentLicenseKey: text,
		sensorLicenseKey: text,
		domainName: text,
		ip: text,
		port: whole,
		managementIp: text,
		virtualServerName: text,
	}),
	installSettings,
	additionalFields: object({ keySecurityType: text }),
});

export const RETRY = object({
	accountId: id,
	retryAutomationTaskRequests: list(
		object({
			ip: text,
			port: whole,
			accountId: id,
			divisionId: id,
			domainName: textOrNull,
			agentLicenseKey: textOrNull,
			sensorLicenseKey: textOrNull,
			virtualServerName: textOrNull,
			managementIp: textOrNull,
		}),
	),
});

export const VIEW = object({ accountId: id, automationId: id, divisionId: id });

export const AUTOMATED_IPS = object(page, ['accountId']);

export const AGENTS = object(page, ['accountId', 'divisionIds']);

export const AGENT = object({ accountId: id, divisionId: id, licenseKey: text });

export const AGENT_PORTS = object({ accountId: id, divisionId: id, agentId: id });

export const PROFILE = object({ accountId: id, divisionId: id, profileId: id });
