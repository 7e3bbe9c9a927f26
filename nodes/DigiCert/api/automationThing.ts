import type { IDataObject } from 'n8n-workflow';

import type { PartialScope } from './account';
import type { AutomatedIp } from './automatedIps';
import type { Host } from './hosts';
import { isAtOtherAddress, isOtherBalancer } from './hosts';

/** An agentless host is named with its load balancer; the list knows it where the input does not. */
export function withBalancer(host: Host, row: Partial<AutomatedIp> = {}): Host {
	const managementIp = host.managementIp ?? row.managementIp;
	const shown = isOtherBalancer(managementIp, row.managementIp) ? undefined : row.virtualServerName;
	const virtualServerName = host.virtualServerName ?? shown;
	return managementIp
		? { ...host, managementIp, ...(virtualServerName ? { virtualServerName } : {}) }
		: host;
}

/** What every item about an automation carries, so that the next node can follow. */
export function thingOf(
	scope: PartialScope,
	host: Partial<Host>,
	row: Partial<AutomatedIp> = {},
): IDataObject {
	// The next node would act on the one load balancer with what is of the other.
	const own = isAtOtherAddress(row.managementIp, host.managementIp) ? {} : row;
	return {
		automationId: row.automationId ?? null,
		accountId: scope.accountId ?? null,
		divisionId: scope.divisionId ?? null,
		ip: host.ip ?? row.ip ?? null,
		port: host.port ?? row.port ?? null,
		domainName: host.domainName ?? row.domainName ?? null,
		managementIp: host.managementIp ?? row.managementIp ?? null,
		virtualServerName: host.virtualServerName ?? own.virtualServerName ?? null,
		agentName: own.agentName ?? null,
	};
}

/** The same as ids of a failure, without what is not known. */
export const idsOf = (scope: PartialScope, host: Partial<Host>): IDataObject =>
	Object.fromEntries(
		Object.entries({ ...scope, ...host }).filter(([, value]) => value !== undefined),
	);
