import { useSimulator } from '../../../support/use';

export interface HostView {
	lane: string;
	ip: string;
	port: number;
	commonName: string;
	agentName?: string;
	managementIp?: string;
	virtualServerName?: string;
	script: string;
	expected: { state: string; retries: number; paidOrders: number };
	automations: Array<{ automationId: number; status: string; retries: number; orderId?: number }>;
}

export interface Ref {
	ip: string;
	port: number;
	managementIp?: string;
	virtualServerName?: string;
}

export type Fields = Record<string, unknown>;

export const refOf = ({ ip, port, managementIp, virtualServerName }: HostView): Ref => ({
	ip,
	port,
	...(managementIp ? { managementIp, virtualServerName } : {}),
});

export const keyOf = ({ ip, port }: Ref) => `${ip}:${port}`;

export const installSettings = {
	installationType: 'AUTO_INSTALL_AFTER_APPROVAL',
	isAlwaysOn: false,
};

/** The Automation API of one simulator. */
export function useHosts() {
	const simulator = useSimulator();
	const books = async () => (await simulator.sandbox.get('/books')).data.digicert;
	const hosts = async (): Promise<HostView[]> => (await books()).hosts;

	const hostBy = async (script: string): Promise<HostView> => {
		const host = (await hosts()).find((one) => one.lane === 'bulk' && one.script === script);
		if (!host) throw new Error(`The fleet has no host with the script ${script}`);
		return host;
	};

	const call = async (path: string, body: Fields) =>
		(await simulator.automation.post(path, { accountId: simulator.keys.accountId, ...body })).data;

	const createBulk = async (ipPortsToAutomate: Ref[], fields: Fields = {}) =>
		await call('/automation/createAutomation/bulk', {
			divisionId: simulator.keys.divisionId,
			automationActionType: 'RENEW',
			installSettings,
			ipPortsToAutomate,
			...fields,
		});

	const view = async (automationId: number) =>
		(
			await call('/automation/viewAutomationDetails', {
				divisionId: simulator.keys.divisionId,
				automationId,
			})
		).data;

	const agents = async (): Promise<Fields[]> =>
		(await call('/agent/list', { divisionIds: [] })).data.agentList;

	/** What retry wants to know about a host. */
	const retryRef = async (host: HostView) => {
		const agent = (await agents()).find(({ agentName }) => agentName === host.agentName);
		return {
			...refOf(host),
			accountId: simulator.keys.accountId,
			divisionId: simulator.keys.divisionId,
			domainName: null,
			...(agent?.type === 'Agent'
				? { agentLicenseKey: agent.agentLicense }
				: { sensorLicenseKey: agent?.sensorLicenseKey }),
		};
	};

	const retry = async (retryAutomationTaskRequests: unknown[]) =>
		await call('/automation/bulkretryautomationtask', { retryAutomationTaskRequests });

	/** Starts the automation of the host with this script and gives its id. */
	const started = async (script: string, fields: Fields = {}): Promise<number> => {
		const host = await hostBy(script);
		await createBulk([refOf(host)], fields);
		const automation = (await hostBy(script)).automations[0];
		if (!automation) throw new Error('No automation was started');
		return automation.automationId;
	};

	return {
		simulator,
		books,
		hosts,
		hostBy,
		call,
		createBulk,
		view,
		agents,
		retryRef,
		retry,
		started,
	};
}
