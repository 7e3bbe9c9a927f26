import type { IDataObject } from 'n8n-workflow';

import { toAscii } from '../../shared/certificate/names';
import { asNumber, asText } from '../../shared/values';
import type { PartialScope } from './account';

/** What an automation is for: one certificate on one socket of one server. */
export interface Host {
	ip: string;
	port: number;
	/** Only where several certificates share ip and port (SNI). */
	domainName?: string;
	/** Agentless: address of the load balancer. */
	managementIp?: string;
	/** Agentless: name on the load balancer. */
	virtualServerName?: string;
}

const IPV4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** One spelling for each address; undefined if it is none. */
export function canonicalIp(text: string): string | undefined {
	if (IPV4.test(text)) return text;
	if (!/^[\da-f:.]+$/i.test(text) || !text.includes(':')) return undefined;
	const url = `http://[${text}]/`;
	return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined;
}

/** The answers of the bulk calls are keyed `ip:port`, whatever else names the host. */
export const socketOf = ({ ip, port }: Pick<Host, 'ip' | 'port'>): string =>
	`${canonicalIp(ip) ?? ip}:${port}`;

/** The socket that a key or an error field of an answer names. */
export function parseSocket(text: string): string | undefined {
	const [, ip = '', port] = /^\[?([\da-f:.]+?)\]?:(\d{1,5})$/i.exec(text.trim()) ?? [];
	return canonicalIp(ip) ? socketOf({ ip, port: Number(port) }) : undefined;
}

/** Equal for the same host: ip, port, domain name and virtual server. */
export const identityOf = (host: Host): string =>
	[socketOf(host), toAscii(host.domainName ?? ''), host.virtualServerName ?? ''].join('|');

const rowSocket = (row: IDataObject): string =>
	socketOf({ ip: asText(row.automatedIp) ?? '', port: asNumber(row.automatedPort) ?? 0 });

/** On load balancers the list shows the virtual server as alias, with its partition. */
function rowServer(row: IDataObject): string | undefined {
	const alias = asText(row.alias);
	return asText(row.virtualServerName) ?? (alias?.startsWith('/') ? alias : undefined);
}

const rowDomain = (row: IDataObject): string | undefined =>
	asText(row.domainName) ?? asText(row.certificateCn);

/** Rows of the automated-IP list, found by host. */
export class HostTable {
	private readonly bySocket = new Map<string, IDataObject[]>();

	private readonly byId = new Map<number, IDataObject>();

	constructor(readonly rows: IDataObject[]) {
		for (const row of rows) {
			const socket = rowSocket(row);
			this.bySocket.set(socket, [...(this.bySocket.get(socket) ?? []), row]);
			const id = asNumber(row.automationId);
			if (id !== undefined) this.byId.set(id, row);
		}
	}

	withId(automationId: number): IDataObject | undefined {
		return this.byId.get(automationId);
	}

	/** Where several rows share a socket, the name decides, then the server, then the newest. */
	find(host: Host): IDataObject | undefined {
		const name = host.domainName && toAscii(host.domainName);
		const named = (this.bySocket.get(socketOf(host)) ?? []).filter((row) => {
			const shown = rowDomain(row);
			return !name || !shown || toAscii(shown) === name;
		});
		const served = named.filter((row) => rowServer(row) === host.virtualServerName);
		const rows = served.length > 0 ? served : named;
		return [...rows].sort((a, b) => idOf(b) - idOf(a))[0];
	}
}

const idOf = (row: IDataObject): number => asNumber(row.automationId) ?? 0;

/** New, or moved on, since the snapshot. */
export const hasChanged = (before: IDataObject | undefined, now: IDataObject): boolean =>
	['automationId', 'automationStatus', 'requestedOn', 'lastRunTime'].some(
		(field) => asText(now[field]) !== asText(before?.[field]),
	);

/** An agentless host is named with its load balancer; the list knows it where the input does not. */
export function withBalancer(host: Host, row: IDataObject = {}): Host {
	const managementIp = host.managementIp ?? asText(row.managementIp);
	const virtualServerName = host.virtualServerName ?? rowServer(row);
	return managementIp
		? { ...host, managementIp, ...(virtualServerName ? { virtualServerName } : {}) }
		: host;
}

/** What every item about an automation carries, so that the next node can follow. */
export const thingOf = (
	scope: PartialScope,
	host: Partial<Host>,
	row: IDataObject = {},
): IDataObject => ({
	automationId: asNumber(row.automationId) ?? null,
	accountId: scope.accountId ?? null,
	divisionId: scope.divisionId ?? null,
	ip: host.ip ?? asText(row.automatedIp) ?? null,
	port: host.port ?? asNumber(row.automatedPort) ?? null,
	domainName: host.domainName ?? asText(row.domainName) ?? null,
	managementIp: host.managementIp ?? asText(row.managementIp) ?? null,
	virtualServerName: host.virtualServerName ?? rowServer(row) ?? null,
	agentName: asText(row.agentName) ?? null,
});

/** The same as ids of a failure, without what is not known. */
export const idsOf = (scope: PartialScope, host: Partial<Host>): IDataObject =>
	Object.fromEntries(
		Object.entries({ ...scope, ...host }).filter(([, value]) => value !== undefined),
	);
