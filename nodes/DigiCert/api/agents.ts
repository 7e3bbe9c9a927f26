import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Row } from '../../shared/http/pages';
import { unreadable } from '../../shared/http/unreadable';
import type { Read } from '../../shared/memo';
import { remember } from '../../shared/memo';
import type { Id } from '../../shared/values';
import { asId, asNumber, asText, isObject } from '../../shared/values';
import type { Automation } from '../transport/automation';
import type { Scope } from './account';
import { isOf, scopeIn } from './account';
import type { AutomatedIp } from './automatedIps';
import { readList } from './automationLists';
import { idsOf } from './automationThing';
import type { Host } from './hosts';
import {
	isAtOtherAddress,
	isOtherBalancer,
	isSocket,
	placeOf,
	socketOf,
	withoutBrackets,
} from './hosts';
import type { OddRow } from './hostTable';
import { HostTable, oddRow } from './hostTable';

/** The key that makes an agent, or the sensor behind a load balancer, act. Never output. */
export interface LicenseKeys {
	agentLicenseKey?: string;
	sensorLicenseKey?: string;
}

interface Agent {
	agentId: Id;
	accountId?: Id;
	divisionId?: Id;
	agentName?: string;
	/** An address, or a host name */
	managementIp?: string;
	keys?: LicenseKeys;
}

interface AgentPort {
	socket: string;
}

type AnyPort = { port: AgentPort } | { odd: OddRow };

function agentRow(raw: IDataObject): Row<Agent> | undefined {
	const agentId = asId(raw.agentId);
	if (agentId === undefined) return undefined;
	const { agentName, managementIp } = raw;
	return [
		agentId,
		{
			agentId,
			...scopeIn(raw),
			agentName: asText(agentName),
			managementIp: asText(managementIp),
			keys: keysOf(raw),
		},
	];
}

function keysOf(raw: IDataObject): LicenseKeys | undefined {
	const agentLicenseKey = asText(raw.agentLicense);
	const sensorLicenseKey = asText(raw.sensorLicenseKey);
	if (raw.type === 'Agentless') return sensorLicenseKey ? { sensorLicenseKey } : undefined;
	if (agentLicenseKey) return { agentLicenseKey };
	return sensorLicenseKey ? { sensorLicenseKey } : undefined;
}

/** `data` of agentIPPortDetails is the list itself. */
function agentPorts(data: unknown): AnyPort[] {
	if (!Array.isArray(data)) throw unreadable('DigiCert', 200, 'read');
	const rows: unknown[] = data;
	return rows.map((row) => {
		if (!isObject(row)) throw unreadable('DigiCert', 200, 'read');
		const ip = withoutBrackets(asText(row.automatedIp) ?? '');
		const port = asNumber(row.automatedPort) ?? 0;
		return isSocket(ip, port) ? { port: { socket: socketOf({ ip, port }) } } : { odd: oddRow(row) };
	});
}

/** Finds license keys by the documented lists: automated IP, its agent, the list of agents. */
export class LicenseKeyFinder {
	private readonly agents = new Map<string, Read<Agent[]>>();

	private readonly sockets = new Map<string, Read<HostTable<AgentPort>>>();

	constructor(private readonly automation: Automation) {}

	/** `row`: what the automated-IP list shows of this host. */
	async find(scope: Scope, host: Host, row: AutomatedIp | undefined): Promise<LicenseKeys> {
		const agents = await this.agentsOf(scope);
		// The key of another load balancer would act on that one.
		const shown = isOtherBalancer(row?.managementIp, host.managementIp) ? undefined : row;
		const agent =
			agentNamed(agents, shown?.agentName) ??
			agentAt(agents, host.managementIp ?? shown?.managementIp) ??
			(await this.agentServing(scope, agents, host));
		if (agent?.keys) return agent.keys;
		throw new Failure({
			class: 'fixRequest',
			ids: idsOf(scope, host),
			message: `'Agent License Key' and 'Sensor License Key' are empty, and DigiCert's lists name no agent or sensor for ${socketOf(host)}`,
			nextStep: "Check 'IP Address' and 'Port', or fill the license key in.",
		});
	}

	private async agentsOf(scope: Scope): Promise<Agent[]> {
		const { accountId, divisionId } = scope;
		const all = await remember(
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
					row: agentRow,
				}),
			{ keepFailures: true },
		);
		return all.filter((agent) => isOf(scope, agent));
	}

	/** The automated-IP list shows only some hosts; an agent knows all of its own. */
	private async agentServing(
		scope: Scope,
		agents: Agent[],
		host: Host,
	): Promise<Agent | undefined> {
		for (const agent of agents) {
			if (isAtOtherAddress(agent.managementIp, host.managementIp)) continue;
			const table = await this.socketsOf(scope, agent.agentId);
			if (table.find(host)) return agent;
			if (table.isUncertain(host)) throw unreadable('DigiCert', 200, 'read');
		}
		return undefined;
	}

	private async socketsOf(scope: Scope, agentId: Id): Promise<HostTable<AgentPort>> {
		return await remember(
			this.sockets,
			`${scope.accountId}/${scope.divisionId}/${agentId}`,
			async () => {
				const data = await this.automation.data({
					path: '/agent/agentIPPortDetails',
					meaning: 'read',
					body: { ...scope, agentId },
				});
				const ports = agentPorts(data);
				return new HostTable(
					ports.flatMap((one) => ('port' in one ? one.port : [])),
					ports.flatMap((one) => ('odd' in one ? one.odd : [])),
				);
			},
			{ keepFailures: true },
		);
	}
}

const agentNamed = (agents: Agent[], name: string | undefined): Agent | undefined =>
	name === undefined ? undefined : onlyOne(agents.filter(({ agentName }) => agentName === name));

/** What has neither address nor host name is at no place. */
function agentAt(agents: Agent[], address: string | undefined): Agent | undefined {
	const place = address === undefined ? undefined : placeOf(address);
	return onlyOne(
		agents.filter(
			({ managementIp }) =>
				place !== undefined && managementIp !== undefined && placeOf(managementIp) === place,
		),
	);
}

/** Where several could be meant, none is: the key of the wrong one would act on another host. */
const onlyOne = (agents: Agent[]): Agent | undefined =>
	agents.length === 1 ? agents[0] : undefined;
