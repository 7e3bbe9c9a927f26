import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	automationCalls,
	automationNode,
	bodyOf,
	host,
	itemOf,
	jsonOf,
} from '../../support/automation';
import { credentialOf } from '../../support/certCentral';
import type { CoveredCall, RequestField } from '../../support/coverage/automation';
import {
	ACCOUNT,
	AUTOMATION_COVERAGE,
	automationCoverageRows,
	DIVISION,
	VIEW_DETAILS,
} from '../../support/coverage/automation';
import { useOneFleet } from '../../support/openFleet';
import { useReceiver } from '../../support/use';

const fleet = useOneFleet([]);
const receiver = useReceiver();

/** Names in the tables and samples of DigiCert's pages. */
const SOURCE: Record<string, { request: string; answer: string }> = {
	'Create bulk automation': {
		request: `accountId divisionId additionalEmails sensorProfileName acmeProfileName
			automationActionType installSettings.installationType installSettings.isAlwaysOn
			installSettings.scheduleTime installSettings.scheduleTimeZone ipPortsToAutomate.domainName
			ipPortsToAutomate.ip ipPortsToAutomate.port ipPortsToAutomate.managementIp
			ipPortsToAutomate.virtualServerName`,
		answer: `error data data.message data.selectedIpPorts data.ineligibleIpPorts data.errors
			data.errors.errorCode data.errors.errorField data.errors.errorMessage data.status`,
	},
	'Bulk retry automation task': {
		request: `accountId retryAutomationTaskRequests.ip retryAutomationTaskRequests.port
			retryAutomationTaskRequests.accountId retryAutomationTaskRequests.divisionId
			retryAutomationTaskRequests.domainName retryAutomationTaskRequests.agentLicenseKey
			retryAutomationTaskRequests.virtualServerName retryAutomationTaskRequests.managementIp
			retryAutomationTaskRequests.sensorLicenseKey`,
		answer: `error data data.retryMessages data.failedRetries data.failedRetries.errors
			data.failedRetries.errors.errorField data.failedRetries.errors.errorCode
			data.failedRetries.errors.errorMessage data.failedRetries.status data.message data.status
			data.errors`,
	},
	'View automation details': {
		request: 'accountId automationId divisionId',
		answer: VIEW_DETAILS.answer.map(({ field }) => field).join(' '),
	},
	'Create automation (single host)': {
		request: `accountId divisionId automationActionType isSniDefault profileName serverLicense
			serverName cn sans parentOrderId additionalEmails serverDetails.agentLicenseKey
			serverDetails.domainName serverDetails.ip serverDetails.port serverDetails.managementIp
			installSettings.installationType additionalFields.keySecurityType`,
		answer: 'error data data.message data.errors data.status',
	},
};

const words = (text: string) => text.trim().split(/\s+/);

const at = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((inner, name) => (inner as IDataObject | undefined)?.[name], value);

const isPlain = (value: unknown): value is INodeParameters =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Like filling in one more field of a form: `path` is set, everything else stays. */
function setAt(target: INodeParameters, path: string, value: unknown): void {
	const names = path.split('.');
	const last = names.pop() ?? '';
	let inner = target;
	for (const name of names) {
		const next = inner[name];
		const copy: INodeParameters = isPlain(next) ? { ...next } : {};
		inner[name] = copy;
		inner = copy;
	}
	inner[last] = value as INodeParameters;
}

const ofAccount = (value: unknown): unknown => {
	if (value === ACCOUNT) return fleet.keys.accountId;
	return value === DIVISION ? fleet.keys.divisionId : value;
};

/** Each field gets a host of its own: the node sends no host twice. */
let port = 10_000;

async function sendWith(
	{ operation, path }: CoveredCall,
	{ parameter, set, with: needed, sent }: RequestField,
) {
	port += 1;
	await fleet.seed({ hosts: [host(1, { port }), host(77, { port }), host(1, { port: 8443 })] });
	fleet.world.calls.reset();
	const parameters: INodeParameters = {
		automationActionType: 'RENEW',
		options: { duplicateWindow: 0, resolveAutomationIds: false },
		...(operation === 'retryBulk' || operation === 'get' ? { options: {} } : {}),
		...needed,
	};
	if (parameter) setAt(parameters, parameter, set ?? String(ofAccount(sent)));
	if (operation === 'get' && !parameters.automationId) {
		parameters.automationId = { __rl: true, mode: 'id', value: '1' };
	}
	await automationNode(fleet, operation, [itemOf(host(1, { port }))], parameters, {
		onError: 'continueRegularOutput',
	});
	return await automationCalls(fleet, `/${path}`);
}

describe.each(Object.entries(AUTOMATION_COVERAGE))('%s', (document, call) => {
	it('has every field of the source document in the table, each once', () => {
		const source = SOURCE[document] ?? { request: '', answer: '' };
		const listed = [call.request, call.answer].map((part) =>
			(part as Array<{ field: string }>).map(({ field }) => field),
		);
		const missing = [source.request, source.answer].map((text, index) =>
			words(text).filter((name) => !listed[index]?.includes(name)),
		);
		expect(missing).toEqual([[], []]);
		for (const names of listed) expect(new Set(names).size).toBe(names.length);
	});

	it('gives each field a place in the form or the item, or a reason', () => {
		for (const { field, form, note } of automationCoverageRows()[document] ?? []) {
			expect({ field, told: form !== '' || note !== '' }).toEqual({ field, told: true });
		}
	});

	it.each(call.request.map((field) => [field.field, field] as const))(
		'%s reaches the service in its place and type',
		async (name, field) => {
			const [sent, ...others] = await sendWith(call, field);
			expect(others).toEqual([]);
			// The simulator refuses unknown fields and wrong types with 400.
			expect(sent?.status).toBe(200);
			expect(at(bodyOf(sent), field.body ?? name)).toEqual(ofAccount(field.sent));
		},
	);
});

it('Fields that nobody sets are left out', async () => {
	const [bulk] = await sendWith(AUTOMATION_COVERAGE['Create bulk automation'] as CoveredCall, {
		field: '',
		sent: undefined,
	});
	expect(bodyOf(bulk)).toEqual({
		accountId: fleet.keys.accountId,
		divisionId: fleet.keys.divisionId,
		automationActionType: 'RENEW',
		installSettings: { installationType: 'AUTO_INSTALL_AFTER_APPROVAL' },
		ipPortsToAutomate: [{ ip: '192.0.2.1', port }],
	});
});

describe('Answers', () => {
	/** An answer that holds every documented field, each with a value of its own. */
	const everyField = (fields: string[]): IDataObject => {
		const answer: INodeParameters = {};
		const leaves = fields.filter((field) => !fields.some((one) => one.startsWith(`${field}.`)));
		leaves.forEach((field, index) => setAt(answer, field, `value ${index}`));
		return answer as IDataObject;
	};

	const answered = async (operation: string, data: IDataObject, parameters: INodeParameters) => {
		receiver.answer(({ url }) => ({
			body: { error: null, data: url.endsWith('/list') ? { automatedIps: [] } : data },
		}));
		const automationUrl = `${receiver.origin}/automationws/v1`;
		const { outputs } = await automationNode(
			fleet,
			operation,
			[itemOf(host(1, { port: ++port })), itemOf(host(2, { port }))],
			{ accountId: '1', divisionId: '2', ...parameters },
			{ credentials: { digiCertApi: { ...credentialOf(fleet), automationUrl } } },
		);
		return outputs.map(jsonOf);
	};
	const problem = (errorField: string) => ({
		errorCode: '1028',
		errorField,
		errorMessage: 'Not eligible',
	});

	it('Create bulk automation shows its message and the errors by host', async () => {
		const message = 'Successfully initiated RENEW for 1 IP/Port(s)';
		const errors = [problem(`192.0.2.2:${port + 1}`)];
		const [accepted, rejected] = await answered(
			'createBulk',
			{ message, errors, ineligibleIpPorts: [], selectedIpPorts: [], status: {} },
			{ automationActionType: 'RENEW', options: { resolveAutomationIds: false } },
		);
		expect(accepted).toEqual([expect.objectContaining({ ip: '192.0.2.1', message })]);
		expect(rejected).toEqual([expect.objectContaining({ ip: '192.0.2.2', ...errors[0] })]);
	});

	it('Bulk retry shows its messages and the errors by host', async () => {
		const [first, second] = [`192.0.2.1:${port + 1}`, `192.0.2.2:${port + 1}`] as const;
		const [accepted, rejected] = await answered(
			'retryBulk',
			{
				retryMessages: { [first]: 'Successfully initiated retry.' },
				failedRetries: { [second]: { errors: [problem(second)], status: {} } },
				message: '1 of 2 automations submitted for retry.',
				errors: [],
				status: {},
			},
			{ agentLicenseKey: fleet.secrets.agent },
		);
		expect(accepted).toEqual([
			expect.objectContaining({ ip: '192.0.2.1', message: 'Successfully initiated retry.' }),
		]);
		expect(rejected).toEqual([expect.objectContaining({ ip: '192.0.2.2', ...problem(second) })]);
	});

	it('View automation details shows every field, in its place', async () => {
		const names = VIEW_DETAILS.answer.flatMap(({ item }) => item ?? []);
		const data = everyField(names);
		receiver.answer(() => ({ body: { error: null, data } }));
		const { outputs } = await automationNode(
			fleet,
			'get',
			[{}],
			{
				automationId: { __rl: true, mode: 'id', value: '1' },
				accountId: '1',
				divisionId: '2',
				simplify: false,
			},
			{
				credentials: {
					digiCertApi: {
						...credentialOf(fleet),
						automationUrl: `${receiver.origin}/automationws/v1`,
					},
				},
			},
		);
		const [item] = jsonOf(outputs[0]);
		for (const name of names) {
			expect([name, at(item, name)]).toEqual([name, at(data, name)]);
			expect(at(item, name)).toBeDefined();
		}
	});
});
