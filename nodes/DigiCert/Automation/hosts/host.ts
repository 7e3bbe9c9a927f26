import type { IDataObject } from 'n8n-workflow';

import { toAscii } from '../../../shared/names';
import { asNumber, asText } from '../../../shared/values';
import type { Scope } from '../account';

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

/** Equal for the same host: ip, port, domain name and virtual server (design section 2). */
export const identityOf = (host: Host): string =>
	[socketOf(host), toAscii(host.domainName ?? ''), host.virtualServerName ?? ''].join('|');

/** A row of the automated-IP list. */
export interface Row extends IDataObject {
	automationId?: number | string;
	automatedIp?: string;
	automatedPort?: number;
	automationStatus?: string;
}

const rowHost = (row: IDataObject): Host => ({
	ip: asText(row.automatedIp) ?? '',
	port: asNumber(row.automatedPort) ?? 0,
});

/** Name on the load balancer; the list has no field of this name in its sample. */
const rowServer = (row: IDataObject): string | undefined =>
	asText(row.virtualServerName) ?? undefined;

const rowDomain = (row: IDataObject): string | undefined =>
	asText(row.domainName) ?? asText(row.certificateCn);

/**
 * The row that is about this host. On a socket with several rows the domain name decides, then
 * the virtual server; what stays ambiguous is answered by the newest automation.
 */
export function findRow(rows: IDataObject[], host: Host): IDataObject | undefined {
	const sameSocket = rows.filter((row) => socketOf(rowHost(row)) === socketOf(host));
	const agreeing = sameSocket.filter(
		(row) =>
			agrees(host.virtualServerName, rowServer(row)) &&
			agrees(host.domainName && toAscii(host.domainName), toAsciiOf(rowDomain(row))),
	);
	return agreeing.sort((a, b) => idOf(b) - idOf(a))[0];
}

const idOf = (row: IDataObject): number => asNumber(row.automationId) ?? 0;

const toAsciiOf = (name: string | undefined) => (name === undefined ? undefined : toAscii(name));

const agrees = (wanted: string | undefined, shown: string | undefined): boolean =>
	wanted === undefined || shown === undefined || wanted === shown;

/** New, or moved on, since the snapshot. */
export const hasChanged = (before: IDataObject | undefined, now: IDataObject): boolean =>
	['automationId', 'automationStatus', 'requestedOn', 'lastRunTime'].some(
		(field) => asText(now[field]) !== asText(before?.[field]),
	);

/** What every item about an automation carries, so that the next node can follow (design 2). */
export const thingOf = (scope: Scope, host: Partial<Host>, row: IDataObject = {}): IDataObject => ({
	automationId: asNumber(row.automationId) ?? null,
	accountId: scope.accountId,
	divisionId: scope.divisionId,
	ip: host.ip ?? asText(row.automatedIp) ?? null,
	port: host.port ?? asNumber(row.automatedPort) ?? null,
	domainName: host.domainName ?? asText(row.domainName) ?? null,
	managementIp: host.managementIp ?? asText(row.managementIp) ?? null,
	virtualServerName: host.virtualServerName ?? rowServer(row) ?? null,
	agentName: asText(row.agentName) ?? null,
});

/** The same as ids of a failure, without what is not known. */
export const idsOf = (scope: Partial<Scope>, host: Partial<Host>): IDataObject =>
	Object.fromEntries(
		Object.entries({ ...scope, ...host }).filter(([, value]) => value !== undefined),
	);
