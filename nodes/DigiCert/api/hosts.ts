import { toAscii } from '../../shared/certificate/names';
import type { Scope } from './account';

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

export const HIGHEST_PORT = 65_535;

const IPV4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** One spelling for each address; undefined if it is none. */
export function canonicalIp(text: string): string | undefined {
	if (IPV4.test(text)) return text;
	if (!/^[\da-f:.]+$/i.test(text) || !text.includes(':')) return undefined;
	const url = `http://[${text}]/`;
	return URL.canParse(url) ? unmapped(new URL(url).hostname.slice(1, -1)) : undefined;
}

/** `::ffff:c000:201` is how IPv6 writes 192.0.2.1. Source: RFC 4291, section 2.5.5.2. */
function unmapped(ip: string): string {
	const [, ...halves] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(ip) ?? [];
	const bytes = halves.map((half) => Number.parseInt(half, 16)).flatMap((n) => [n >> 8, n & 255]);
	return bytes.length > 0 ? bytes.join('.') : ip;
}

/** The answers of the bulk calls are keyed `ip:port`, whatever else names the host. */
export const socketOf = ({ ip, port }: Pick<Host, 'ip' | 'port'>): string =>
	`${canonicalIp(ip) ?? ip}:${port}`;

/** The socket that a key or an error field of an answer names. */
export function parseSocket(text: string): string | undefined {
	const [, ip = '', port] = /^\[?([\da-f:.]+?)\]?:(\d{1,5})$/i.exec(text.trim()) ?? [];
	return canonicalIp(ip) ? socketOf({ ip, port: Number(port) }) : undefined;
}

/** IPv6 addresses stand in brackets in some places. */
export const withoutBrackets = (ip: string): string => /^\[(.*)\]$/.exec(ip)?.[1] ?? ip;

export const isPort = (port: number): boolean =>
	Number.isInteger(port) && port > 0 && port <= HIGHEST_PORT;

export const isSocket = (ip: string, port: number): boolean =>
	canonicalIp(ip) !== undefined && isPort(port);

/** The name of a virtual server: F5 prints its default partition, or leaves it out. */
const serverIn = (name: string): string => name.replace(/^\/Common\//, '');

const isInPartition = (name: string): boolean => name.startsWith('/');

/** A name without a partition may be of any. */
export function isSameServer(one: string, other: string): boolean {
	const bare = (name: string) => name.split('/').at(-1);
	return isInPartition(one) && isInPartition(other) ? one === other : bare(one) === bare(other);
}

/** Whether these are not known to name the same load balancer; none named is any. */
export function isOtherBalancer(one: string | undefined, other: string | undefined): boolean {
	return one !== undefined && other !== undefined && placeOf(one) !== placeOf(other);
}

/** Whether these are two load balancers for sure: a host name may be of any address. */
export const isAtOtherAddress = (one = '', other = ''): boolean =>
	[one, other].every((text) => canonicalIp(text) !== undefined) && isOtherBalancer(one, other);

/** A load balancer is named by address or by host name. */
export const placeOf = (address: string): string =>
	canonicalIp(address) ?? address.trim().toLowerCase();

/**
 * Equal for the same host: account and division, since a private address is one of many, then ip,
 * port, virtual server and domain name.
 */
export const identityOf = ({ accountId, divisionId }: Scope, host: Host): string =>
	[
		`${accountId}/${divisionId}`,
		socketOf(host),
		serverIn(host.virtualServerName ?? ''),
		toAscii(host.domainName ?? ''),
	].join('|');

/** Account and socket, and what tells the hosts there apart; empty where it is not given. */
export interface Place {
	place: string;
	server: string;
	name: string;
}

/** `server` as it was given: the identity leaves F5's own partition out. */
export function placeIn(identity: string, server = ''): Place {
	const [account, socket] = identity.split('|');
	const name = identity.slice(identity.lastIndexOf('|') + 1);
	return { place: `${account}|${socket}`, server, name };
}

/** At one place: what one of them leaves out, it may have in common with the other. */
export const mayBeSame = (one: Place, other: Place): boolean =>
	(one.server === '' || other.server === '' || isSameServer(one.server, other.server)) &&
	(one.name === '' || other.name === '' || one.name === other.name);
