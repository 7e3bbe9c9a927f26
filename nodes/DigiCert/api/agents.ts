import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Read } from '../../shared/memo';
import { remember } from '../../shared/memo';
import { asList, asNumber, asObjects, asText } from '../../shared/values';
import type { Automation } from '../transport/automation';
import type { Scope } from './account';
import { readList } from './automations';
import type { Host } from './hosts';
import { canonicalIp, HostTable, idsOf, socketOf } from './hosts';

/** The key that makes an agent, or the sensor behind a load balancer, act. Never output. */
export interface LicenseKeys {
	agentLicenseKey?: string;
	sensorLicenseKey?: string;
}

/** Finds license keys by the documented lists: automated IP, its agent, the list of agents. */
export class LicenseKeyFinder {
	private readonly agents = new Map<string, Read<IDataObject[]>>();

	private readonly sockets = new Map<string, Read<HostTable>>();

	constructor(private readonly automation: Automation) {}

	/** `row`: what the automated-IP list shows of this host. */
	async find(scope: Scope, host: Host, row: IDataObject | undefined): Promise<LicenseKeys> {
		const agents = await this.agentsOf(scope);
		const agent =
			agentNamed(agents, asText(row?.agentName)) ??
			agentAt(agents, host.managementIp ?? asText(row?.managementIp)) ??
			(await this.agentServing(scope, agents, host));
		const keys = agent && keysOf(agent);
		if (keys) return keys;
		throw new Failure({
			class: 'fixRequest',
			ids: idsOf(scope, host),
			message: `'Agent License Key' and 'Sensor License Key' are empty, and DigiCert's lists name no agent or sensor for ${socketOf(host)}`,
			nextStep: "Check 'IP Address' and 'Port', or fill the license key in.",
		});
	}

	private async agentsOf({ accountId, divisionId }: Scope): Promise<IDataObject[]> {
		return await remember(
			this.agents,
			`${accountId}/${divisionId}`,
			async () =>
				await readList(this.automation, {
					path: '/agent/list',
					field: 'agentList',
					accountId,
					divisionIds: [divisionId],
					sorting: { AGENTNAME: 'ASC' },
					keepLicenseKeys: true,
				}),
			{ keepFailures: true },
		);
	}

	/** The automated-IP list shows only some hosts; an agent knows all of its own. */
	private async agentServing(
		scope: Scope,
		agents: IDataObject[],
		host: Host,
	): Promise<IDataObject | undefined> {
		for (const agent of agents) {
			const agentId = asNumber(agent.agentId);
			if (agentId === undefined) continue;
			const table = await this.socketsOf(scope, agentId);
			if (table.find(host)) return agent;
		}
		return undefined;
	}

	private async socketsOf(scope: Scope, agentId: number): Promise<HostTable> {
		return await remember(
			this.sockets,
			`${scope.accountId}/${agentId}`,
			async () => {
				const data = await this.automation.data({
					path: '/agent/agentIPPortDetails',
					meaning: 'read',
					body: { ...scope, agentId },
				});
				return new HostTable(asObjects(asList(data)));
			},
			{ keepFailures: true },
		);
	}
}

const agentNamed = (agents: IDataObject[], name: string | undefined): IDataObject | undefined =>
	name === undefined ? undefined : agents.find(({ agentName }) => agentName === name);

const agentAt = (agents: IDataObject[], ip: string | undefined): IDataObject | undefined =>
	ip === undefined
		? undefined
		: agents.find(
				({ managementIp }) => canonicalIp(asText(managementIp) ?? '') === canonicalIp(ip),
			);

function keysOf(agent: IDataObject): LicenseKeys | undefined {
	const agentLicenseKey = asText(agent.agentLicense);
	const sensorLicenseKey = asText(agent.sensorLicenseKey);
	if (agent.type === 'Agentless') return sensorLicenseKey ? { sensorLicenseKey } : undefined;
	if (agentLicenseKey) return { agentLicenseKey };
	return sensorLicenseKey ? { sensorLicenseKey } : undefined;
}
