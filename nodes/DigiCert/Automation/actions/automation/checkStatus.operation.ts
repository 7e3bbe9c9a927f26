import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../../shared/failure';
import { unreadable } from '../../../../shared/http/unreadable';
import { type Checked, defineCheck } from '../../../../shared/operation/check';
import type { Status } from '../../../../shared/operation/status';
import { isStop } from '../../../../shared/time/stop';
import type { Id } from '../../../../shared/values';
import { asObject, asText } from '../../../../shared/values';
import type { PartialScope, Scope } from '../../../api/account';
import { scopeOf } from '../../../api/account';
import type { AutomatedIp } from '../../../api/automatedIps';
import { Snapshot } from '../../../api/automatedIps';
import type { AutomationDetails } from '../../../api/automationDetails';
import { readDetails } from '../../../api/automationDetails';
import {
	judge,
	listDecides,
	reasonOf,
	statusOf,
	statusOfListed,
} from '../../../api/automationStatus';
import { idsOf, thingOf } from '../../../api/automationThing';
import type { Host } from '../../../api/hosts';
import { identityOf, socketOf } from '../../../api/hosts';
import { HostTable } from '../../../api/hostTable';
import type { Automation } from '../../../transport/automation';
import { automationOf } from '../../../transport/automation';
import { HOST_NAMES, optionalHostFields } from '../../fields/hostFields';
import { readOptionalHost } from '../../fields/hosts';
import { readScope, scopeFields } from '../../fields/scope';
import { memoryOf } from '../../submitting/hostMemory';
import { retriesOn } from '../../submitting/retries';
import { automationIdField } from './fields';

interface CheckInput {
	given: PartialScope;
	automationId?: Id;
	host?: Host;
}

/** 1000 calls in three minutes, with room for the lists. */
const CHECKS_PER_MINUTE = 300;

export const checkStatus = defineCheck<CheckInput>({
	action: 'Check automation status',
	description: 'Tell by four outputs how far an automation is: done, running, waiting or failed',
	namedBy: ['automationId', ...HOST_NAMES],
	fields: [
		{
			...automationIdField(
				false,
				'The automation, by its automation ID; when empty, the one of the host below',
			),
			default: { mode: 'id', value: "={{ $json.automationId ?? '' }}" },
		},
		...optionalHostFields,
		...scopeFields,
	],
	read: (reader) => {
		const automationId = reader.id('automationId');
		const host = readOptionalHost(reader);
		if (automationId === undefined && !host) {
			reader.refuse('automationId', "is empty, and so is 'IP Address'");
		}
		return { given: readScope(reader), automationId, host };
	},
	checksPerMinute: CHECKS_PER_MINUTE,
	round: (ctx) => {
		const automation = automationOf(ctx);
		// Awaited by every check; none may be running yet when it fails.
		automation.catch(() => {});
		let snapshot: Snapshot | undefined;
		const one = async <T>(input: CheckInput, item: number, check: (one: One) => Promise<T>) => {
			const service = await automation;
			snapshot ??= new Snapshot(service);
			const scope = await scopeOf(ctx, service.client, input.given);
			try {
				const cameIn = ctx.getInputData()[item]?.json ?? {};
				return await check({ service, snapshot, scope, input, cameIn });
			} catch (error) {
				const known = { automationId: input.automationId, ...input.host };
				throw asFailure(error).knowing(idsOf(scope, known));
			}
		};
		return {
			listed: async (input, item) => await one(input, item, byList),
			asked: async (input, item) => await one(input, item, byDetails),
		};
	},
});

interface One {
	service: Automation;
	snapshot: Snapshot;
	scope: Scope;
	input: CheckInput;
	/** The item, for what it knows of the host and the service may not. */
	cameIn: IDataObject;
}

/** The list names the agent; where it does not, the item that came in may. It counts the retries. */
function thingIn({ scope, input, cameIn }: One, row: Partial<AutomatedIp>) {
	const thing = thingOf(scope, input.host ?? {}, row);
	const retries = retriesOn(cameIn);
	return {
		...thing,
		agentName: thing.agentName ?? asText(cameIn.agentName) ?? null,
		...(retries > 0 ? { retries } : {}),
	};
}

function rowOf(
	table: HostTable<AutomatedIp>,
	{ automationId, host }: CheckInput,
): AutomatedIp | undefined {
	if (automationId) return table.withId(automationId);
	if (host && table.isUncertain(host)) throw unreadable('DigiCert', 200, 'read');
	return host && table.find(host);
}

const keyOf = ({ scope, input }: One): string => (input.host ? identityOf(scope, input.host) : '');

/** Settled by the list alone: what is done, and what is known to be under way. */
async function byList(one: One): Promise<Checked | undefined> {
	const { service, snapshot, scope, input } = one;
	const row = rowOf(await snapshot.table(scope), input);
	if (!row?.automationId || !row.automationStatus || !listDecides(judge(row))) return undefined;
	memoryOf(service).seen.see(keyOf(one), row.automationId);
	const thing = { ...thingIn(one, row), automationStatus: row.automationStatus };
	return { status: statusOfListed(row.automationStatus), thing };
}

async function byDetails(one: One): Promise<Checked> {
	const { service, snapshot, scope, input } = one;
	const { automationId: wanted } = input;
	const table = await snapshot.table(scope).catch((error: unknown) => {
		const failure = asFailure(error);
		// By its ID an automation can be asked for without the list.
		if (wanted === undefined || isStop(failure)) throw failure;
		return new HostTable<AutomatedIp>([]);
	});
	const row = rowOf(table, input);
	// What is done leaves the list; it is asked for by the ID that it had there.
	const automationId = wanted ?? (row ? row.automationId : memoryOf(service).seen.of(keyOf(one)));
	const thing = thingIn(one, { ...row, automationId });
	if (automationId === undefined) return { status: withoutAutomation(one, row), thing };
	memoryOf(service).seen.see(keyOf(one), automationId);
	const details = await readDetails(service, scope, automationId);
	return { status: statusOf(details), thing: { ...thing, ...told(details) } };
}

/** What the details add to the status, in the service's words. */
function told(details: AutomationDetails): IDataObject {
	const { message, requestedOn } = asObject(details.raw.autoStatusResponse);
	const told: IDataObject = {
		automationStatus: details.automationStatus,
		certInstallProgress: details.certInstallProgress,
		...reasonOf(details),
		message,
		requestedOn,
		commonName: asObject(details.raw.certDetailsResponse).commonName,
		isRetryApplicable: asObject(details.raw.autoOrderProgressResponse).isRetryApplicable,
	};
	return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

/** What was sent shows in the list within minutes, and stays there until it is over. */
const SHOWN_WITHIN_MS = 3_600_000;

/** The list shows what expires, is scheduled or failed: a host that is not there can be any. */
function withoutAutomation(one: One, row: AutomatedIp | undefined): Status {
	const sent = memoryOf(one.service).sent.sentAt(keyOf(one));
	const socket = one.input.host ? socketOf(one.input.host) : 'it';
	const status = {
		vendorStatus: row?.automationStatus ?? 'NOT_LISTED',
		retryable: false,
	};
	if (sent !== undefined && Date.now() - sent > SHOWN_WITHIN_MS) {
		return {
			...status,
			state: 'needsAction',
			whoActs: 'certificate manager',
			nextStep: `DigiCert took ${socket} more than an hour ago and lists no automation of it: it is over, and its ID was never seen. Look it up in CertCentral.`,
		};
	}
	return {
		...status,
		state: 'inProgress',
		whoActs: 'nobody',
		nextStep: row
			? 'DigiCert lists this host without an automation. Check again later.'
			: `DigiCert's list does not show ${socket}: it holds what is scheduled, failed or expires within 90 days. Check again later, or by automation ID.`,
	};
}
