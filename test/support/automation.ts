import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DigiCertAutomation } from '../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import type { Call } from '../../sandbox/simulator/calls';
import type { SeedHost } from '../../sandbox/simulator/digicert/seed';
import { newLicenseKey } from '../../sandbox/simulator/digicert/seed';
import type { SimulatorOptions } from '../../sandbox/simulator/world';
import { credentialOf } from './certCentral';
import type { NodeOptions, NodeRun } from './engine';
import { runNode } from './engine';
import type { TestSimulator } from './simulator';
import { startTestSimulator } from './simulator';

export const LOAD_BALANCER = '203.0.113.10';

/** License keys of the fleet: what must never come out of a node. */
export interface Secrets {
	agent: string;
	sensor: string;
}

export interface Fleet extends TestSimulator {
	secrets: Secrets;
}

/** A simulator of its own, so with a key of its own, whose account has just these hosts. */
export async function startFleet(
	hosts: SeedHost[],
	options: SimulatorOptions = {},
): Promise<Fleet> {
	const simulator = await startTestSimulator(options);
	const secrets = { agent: newLicenseKey(), sensor: newLicenseKey() };
	await simulator.seed({
		agents: [
			{ agentName: 'agent-01', type: 'Agent', licenseKey: secrets.agent },
			{
				agentName: 'balancer-01',
				type: 'Agentless',
				licenseKey: secrets.sensor,
				sensorName: 'sensor-01',
				managementIp: LOAD_BALANCER,
			},
		],
		hosts,
	});
	return { ...simulator, secrets };
}

export const host = (number: number, more: Partial<SeedHost> = {}): SeedHost => ({
	ip: `192.0.2.${number}`,
	port: 443,
	commonName: `www-${number}.example.com`,
	agentName: 'agent-01',
	...more,
});

export const balanced = (number: number, more: Partial<SeedHost> = {}): SeedHost =>
	host(number, { agentName: 'balancer-01', virtualServerName: `/Common/shop-${number}`, ...more });

/** An automation that was requested so long ago that its run is over. */
export const ranLongAgo = (automationId: number) => ({
	automationId,
	requestedOn: Date.now() - 48 * 3_600_000,
});

/** The host as an input item. */
export const itemOf = ({ ip, port, virtualServerName }: SeedHost): IDataObject => ({
	ip,
	port,
	...(virtualServerName ? { virtualServerName, managementIp: LOAD_BALANCER } : {}),
});

export const automationNode = async (
	simulator: TestSimulator,
	operation: string,
	items: Array<IDataObject | INodeExecutionData>,
	parameters: INodeParameters = {},
	options: Partial<NodeOptions> = {},
): Promise<NodeRun> =>
	await runNode({
		node: new DigiCertAutomation(),
		parameters: { resource: 'automation', operation, ...parameters },
		items,
		credentials: { digiCertApi: credentialOf(simulator) },
		...options,
	});

export const RENEW: INodeParameters = { automationActionType: 'RENEW' };

export interface BookedAutomation {
	automationId: number;
	actionType: string;
	status: string;
	retries: number;
	orderId?: number;
	parentOrderId?: number;
}

/** Automations of each host, as the books of the simulator hold them. */
export async function automationsOf(
	simulator: TestSimulator,
): Promise<Record<string, BookedAutomation[]>> {
	const { data } = await simulator.sandbox.get('/books');
	const hosts = data.digicert.hosts as Array<{
		ip: string;
		port: number;
		domainName?: string;
		automations: BookedAutomation[];
	}>;
	return Object.fromEntries(
		hosts.map(({ ip, port, domainName, automations }) => [
			`${ip}:${port}${domainName ? ` ${domainName}` : ''}`,
			automations,
		]),
	);
}

export async function automationCounts(simulator: TestSimulator): Promise<Record<string, number>> {
	const entries = Object.entries(await automationsOf(simulator));
	return Object.fromEntries(entries.map(([socket, { length }]) => [socket, length]));
}

/** What reached the Automation API, by the end of its path. */
export async function automationCalls(simulator: TestSimulator, path = ''): Promise<Call[]> {
	const { data } = await simulator.sandbox.get<{ calls: Call[] }>('/calls');
	return data.calls.filter(
		(call) => call.api === 'digicert.automation' && call.path.endsWith(path),
	);
}

export const bodyOf = (call: Call | undefined): IDataObject =>
	JSON.parse(call?.body ?? '{}') as IDataObject;

export const jsonOf = (items: INodeExecutionData[] | undefined): IDataObject[] =>
	(items ?? []).map(({ json }) => json);

/** Everything a run shows to anybody: items of all outputs, and the error with its texts. */
export const shownBy = ({ outputs, error, run }: NodeRun): string =>
	JSON.stringify([outputs, error?.message, error?.description, run.data.resultData.runData]);
