import type { IDataObject } from 'n8n-workflow';

import { isCoveredBy, toAscii } from '../../shared/certificate/names';
import type { Id } from '../../shared/values';
import { asNumber, asText, compareIds } from '../../shared/values';
import type { Host } from './hosts';
import {
	canonicalIp,
	isAtOtherAddress,
	isOtherBalancer,
	isPort,
	isSameServer,
	socketOf,
	withoutBrackets,
} from './hosts';

/** What tells the rows of a list of hosts apart. */
interface Listed {
	socket: string;
	automationId?: Id;
	domainName?: string;
	commonName?: string;
	managementIp?: string;
	virtualServerName?: string;
}

/** A row that cannot be read, by what can be: it may be about any host that fits. */
export interface OddRow {
	ip?: string;
	port?: number;
}

export function oddRow(raw: IDataObject): OddRow {
	const ip = canonicalIp(withoutBrackets(asText(raw.automatedIp) ?? ''));
	const port = asNumber(raw.automatedPort);
	return {
		...(ip !== undefined ? { ip } : {}),
		...(port !== undefined && isPort(port) ? { port } : {}),
	};
}

/** Rows of a list of hosts, found by host. */
export class HostTable<R extends Listed> {
	private readonly bySocket = new Map<string, R[]>();

	private readonly byId = new Map<Id, R>();

	constructor(
		rows: R[],
		private readonly odd: OddRow[] = [],
	) {
		for (const row of rows) {
			const others = this.bySocket.get(row.socket);
			if (others) others.push(row);
			else this.bySocket.set(row.socket, [row]);
			if (row.automationId !== undefined) this.byId.set(row.automationId, row);
		}
	}

	withId(automationId: Id): R | undefined {
		return this.byId.get(automationId);
	}

	/** Whether a row that cannot be read may be about this host: then nothing proves its absence. */
	isUncertain(host: Host): boolean {
		return this.odd.some(
			({ ip = canonicalIp(host.ip), port = host.port }) =>
				ip === canonicalIp(host.ip) && port === host.port,
		);
	}

	find(host: Host): R | undefined {
		return this.all(host)[0];
	}

	/** The name that fits best comes first, then the server, then the load balancer, then the newest. */
	all(host: Host): R[] {
		const rank = (row: R) =>
			nameRank(row, host) * 4 +
			(isServedBy(row, host) ? 0 : 2) +
			(isOtherBalancer(row.managementIp, host.managementIp) ? 1 : 0);
		return this.onSocket(host)
			.filter((row) => nameRank(row, host) < COVERING)
			.sort((a, b) => rank(a) - rank(b) || compareIds(b.automationId ?? 0, a.automationId ?? 0));
	}

	/**
	 * Rows of the same socket that show the common name of a certificate only: whether this host is
	 * among its other names, their details tell.
	 */
	neighbours(host: Host): R[] {
		return this.onSocket(host).filter(
			(row) => nameRank(row, host) === OTHER && row.domainName === undefined,
		);
	}

	/** Wildcards that were asked for by that name: they serve this host, unless it has its own. */
	covering(host: Host): R[] {
		const rows = this.onSocket(host);
		const hasOwn = rows.some(
			(row) =>
				nameRank(row, host) === SAME &&
				row.automationId !== undefined &&
				!isAtOtherAddress(row.managementIp, host.managementIp),
		);
		return hasOwn ? [] : rows.filter((row) => nameRank(row, host) === COVERING);
	}

	/** A row that names another virtual server is of another host. */
	private onSocket(host: Host): R[] {
		return (this.bySocket.get(socketOf(host)) ?? []).filter(
			({ virtualServerName: shown }) =>
				shown === undefined ||
				host.virtualServerName === undefined ||
				isSameServer(shown, host.virtualServerName),
		);
	}
}

const SAME = 0;
const MAY_BE = 1;
const COVERING = 2;
const OTHER = 3;

/** Where several certificates share a socket, the name decides. */
function nameRank({ domainName, commonName }: Partial<Listed>, host: Host): number {
	const shown = domainName ?? commonName;
	if (host.domainName === undefined || shown === undefined) return MAY_BE;
	if (toAscii(shown) === toAscii(host.domainName)) return SAME;
	if (!isCoveredBy(host.domainName, shown)) return OTHER;
	return domainName === undefined ? MAY_BE : COVERING;
}

/** Whether what a row shows is told of this host: another load balancer, or another name, has its own. */
export const isOf = (row: Partial<Listed>, host: Host): boolean =>
	!isAtOtherAddress(row.managementIp, host.managementIp) && nameRank(row, host) !== COVERING;

/** Whether a row shows this very host, and so none beside it on the same address and port. */
export const isShownBy = (row: Listed, host: Host): boolean =>
	isServedBy(row, host) &&
	(host.domainName === undefined
		? host.virtualServerName !== undefined
		: nameRank(row, host) === SAME);

/** Whether nothing that the row leaves out is asked for: it may be this host, if it is no other. */
export const isLike = (row: Listed, host: Host): boolean =>
	(host.domainName === undefined || nameRank(row, host) === SAME) &&
	// The other one of a pair can show what this one serves, or something of its own.
	!isOtherBalancer(row.managementIp, host.managementIp) &&
	(isServedBy(row, host) ||
		row.virtualServerName === undefined ||
		host.virtualServerName === undefined);

const isServedBy = ({ virtualServerName: shown }: Listed, host: Host): boolean =>
	shown === undefined || host.virtualServerName === undefined
		? shown === host.virtualServerName
		: isSameServer(shown, host.virtualServerName);
