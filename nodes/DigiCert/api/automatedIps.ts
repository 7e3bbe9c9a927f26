import type { IDataObject } from 'n8n-workflow';

import type { Row } from '../../shared/http/pages';
import type { Read } from '../../shared/memo';
import { remember } from '../../shared/memo';
import type { Id } from '../../shared/values';
import { asId, asNumber, asText, compareIds } from '../../shared/values';
import type { Automation } from '../transport/automation';
import type { Scope } from './account';
import { isOf, scopeIn } from './account';
import type { AutomationDetails } from './automationDetails';
import { instantOf, readDetails } from './automationDetails';
import type { ListQuery } from './automationLists';
import { readList } from './automationLists';
import { isSameStatus } from './automationStatus';
import { isSocket, socketOf, withoutBrackets } from './hosts';
import type { OddRow } from './hostTable';
import { HostTable, oddRow } from './hostTable';

/** A row of the automated-IP list. */
export interface AutomatedIp {
	socket: string;
	ip: string;
	port: number;
	/** None where the host has no automation */
	automationId?: Id;
	automationStatus?: string;
	/** Epoch milliseconds; told by few rows */
	requestedOn?: number;
	lastRunTime?: string;
	/** The name that the automation was requested for; told by few rows */
	domainName?: string;
	/** Of the certificate on the host, which can serve other names */
	commonName?: string;
	managementIp?: string;
	virtualServerName?: string;
	agentName?: string;
	accountId?: Id;
	divisionId?: Id;
	raw: IDataObject;
}

/** The agent knows the host, nobody has asked for an automation. */
const WITHOUT_AUTOMATION = [undefined, 'NOT_CONFIGURED'];

/** Undefined where the row names no host, or has the status of an automation without its ID. */
export function automatedIp(raw: IDataObject): AutomatedIp | undefined {
	const ip = withoutBrackets(asText(raw.automatedIp) ?? '');
	const port = asNumber(raw.automatedPort) ?? 0;
	const automationId = asId(raw.automationId);
	const automationStatus = asText(raw.automationStatus);
	const isWithout = raw.automationId === undefined || raw.automationId === null;
	if (!isSocket(ip, port)) return undefined;
	if (automationId === undefined && !(isWithout && WITHOUT_AUTOMATION.includes(automationStatus))) {
		return undefined;
	}
	return {
		...told({
			automationId,
			automationStatus,
			requestedOn: instantOf(raw.requestedOn),
			lastRunTime: asText(raw.lastRunTime),
			domainName: asText(raw.domainName),
			commonName: asText(raw.certificateCn),
			managementIp: asText(raw.managementIp),
			virtualServerName: serverOf(raw),
			agentName: asText(raw.agentName),
			...scopeIn(raw),
		}),
		socket: socketOf({ ip, port }),
		ip,
		port,
		raw,
	};
}

/** What is told, so that a later row covers an earlier one only where it says something. */
const told = <T extends object>(fields: T): Partial<T> =>
	Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Partial<T>;

/** On load balancers the list shows the virtual server as alias, with its partition. */
function serverOf(raw: IDataObject): string | undefined {
	const alias = asText(raw.alias);
	return asText(raw.virtualServerName) ?? (alias?.startsWith('/') ? alias : undefined);
}

function row(raw: IDataObject): Row<AutomatedIp> | undefined {
	const one = automatedIp(raw);
	const { automationId, socket, domainName, commonName } = one ?? {};
	return one && [[automationId, socket, domainName, commonName, raw.alias].join(' '), one];
}

export const automatedIpsOf = (accountId: Id, divisionIds: Id[]): ListQuery<AutomatedIp> => ({
	path: '/automatedips/list',
	field: 'automatedIps',
	accountId,
	divisionIds,
	// A fixed order, so that no row slips between two pages.
	sorting: { commonName: 'ASC' },
	row,
});

type AnyRow = { row: AutomatedIp } | { odd: OddRow; raw: IDataObject };

/** A row that cannot be read stands in the way of its own host only. */
const anyRow = (raw: IDataObject): Row<AnyRow> => {
	const [id, one] = row(raw) ?? [];
	return id !== undefined && one
		? [id, { row: one }]
		: [JSON.stringify(raw), { odd: oddRow(raw), raw }];
};

/** The service may make nothing of the division that was asked for. */
async function readTable(automation: Automation, scope: Scope): Promise<HostTable<AutomatedIp>> {
	const query = automatedIpsOf(scope.accountId, [scope.divisionId]);
	const all = await readList<AnyRow>(automation, { ...query, row: anyRow });
	const rows = all.flatMap((one) => ('row' in one && isOf(scope, one.row) ? one.row : []));
	const odd = all.flatMap((one) => ('odd' in one && isOf(scope, scopeIn(one.raw)) ? one.odd : []));
	return new HostTable(rows, odd);
}

/** Newer, or moved on, since the snapshot; what one of both rows leaves out has not. */
export function hasChanged(before: AutomatedIp | undefined, now: AutomatedIp): boolean {
	const isNewer = compareIds(now.automationId ?? 0, before?.automationId ?? 0);
	return before === undefined || isNewer !== 0
		? isNewer >= 0
		: differ(before.automationStatus, now.automationStatus, isSameStatus) ||
				differ(before.requestedOn, now.requestedOn) ||
				differ(before.lastRunTime, now.lastRunTime);
}

/** The same for who asks whether it may be sent: what was not told before may be new. */
export const mayHaveChanged = (before: AutomatedIp | undefined, now: AutomatedIp): boolean =>
	hasChanged(before, now) ||
	(['automationStatus', 'requestedOn', 'lastRunTime'] as const).some(
		(field) => before?.[field] === undefined && now[field] !== undefined,
	);

const differ = <T>(
	before: T | undefined,
	now: T | undefined,
	isSame: (one: T, other: T) => boolean = Object.is,
): boolean => before !== undefined && now !== undefined && !isSame(before, now);

/** The automated-IP lists of the accounts and divisions at hand, and details: each read at most once. */
export class Snapshot {
	private readonly tables = new Map<string, Read<HostTable<AutomatedIp>>>();

	private readonly asked = new Map<Id, Read<AutomationDetails>>();

	constructor(private readonly automation: Automation) {}

	async details(scope: Scope, automationId: Id): Promise<AutomationDetails> {
		const read = async () => await readDetails(this.automation, scope, automationId);
		return await remember(this.asked, automationId, read, { keepFailures: true });
	}

	async table(scope: Scope): Promise<HostTable<AutomatedIp>> {
		return await remember(
			this.tables,
			`${scope.accountId}/${scope.divisionId}`,
			async () => await readTable(this.automation, scope),
			{ keepFailures: true },
		);
	}
}
