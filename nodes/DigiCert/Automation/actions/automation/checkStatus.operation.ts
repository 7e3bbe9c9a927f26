import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../../shared/failure';
import { type Checked, defineCheck } from '../../../../shared/operation/check';
import type { Status } from '../../../../shared/operation/status';
import { isStop } from '../../../../shared/time/stop';
import { asNumber, asObject, asText } from '../../../../shared/values';
import type { PartialScope, Scope } from '../../../api/account';
import { scopeOf } from '../../../api/account';
import {
	judge,
	listDecides,
	progressOf,
	reasonOf,
	statusOf,
	statusOfListed,
} from '../../../api/automationStatus';
import { readDetails, Snapshot } from '../../../api/automations';
import type { Host } from '../../../api/hosts';
import { HostTable, idsOf, socketOf, thingOf } from '../../../api/hosts';
import type { Automation } from '../../../transport/automation';
import { automationOf } from '../../../transport/automation';
import { singleHostFields } from '../../fields/hostFields';
import { readOptionalHost } from '../../fields/hosts';
import { readScope, scopeFields } from '../../fields/scope';
import { automationIdField } from './fields';

interface CheckInput {
	given: PartialScope;
	automationId?: number;
	host?: Host;
}

/** 1000 calls in three minutes, with room for the lists. */
const CHECKS_PER_MINUTE = 300;

export const checkStatus = defineCheck<CheckInput>({
	action: 'Check automation status',
	description: 'Tell by four outputs how far an automation is: done, running, waiting or failed',
	fields: [
		{
			...automationIdField(
				false,
				'The automation, by its automation ID; when empty, the one of the host below',
			),
			default: { mode: 'id', value: '={{ $json.automationId }}' },
		},
		...scopeFields,
		...singleHostFields(),
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
				const agentName = asText(ctx.getInputData()[item]?.json.agentName);
				return await check({ service, snapshot, scope, input, agentName });
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
	/** Of the item that came in. */
	agentName?: string;
}

/** The list names the agent; where it does not, the item that came in may. */
function thingIn({ scope, input, agentName }: One, row: IDataObject | undefined, id?: number) {
	const thing = thingOf(scope, input.host ?? {}, { ...row, automationId: id });
	return { ...thing, agentName: thing.agentName ?? agentName ?? null };
}

const rowOf = (table: HostTable, { automationId, host }: CheckInput): IDataObject | undefined =>
	automationId ? table.withId(automationId) : host && table.find(host);

/** Settled by the list alone: what is done, and what is known to be under way. */
async function byList(one: One): Promise<Checked | undefined> {
	const { snapshot, scope, input } = one;
	const row = rowOf(await snapshot.table(scope), input);
	const automationId = input.automationId ?? asNumber(row?.automationId);
	const automationStatus = asText(row?.automationStatus);
	if (!automationId || !automationStatus || !listDecides(judge({ automationStatus }))) {
		return undefined;
	}
	const thing = { ...thingIn(one, row, automationId), automationStatus };
	return { status: statusOfListed(automationStatus), thing };
}

async function byDetails(one: One): Promise<Checked> {
	const { service, snapshot, scope, input } = one;
	const { automationId: wanted } = input;
	const table = await snapshot.table(scope).catch((error: unknown) => {
		const failure = asFailure(error);
		// By its ID an automation can be asked for without the list.
		if (wanted === undefined || isStop(failure)) throw failure;
		return new HostTable([]);
	});
	const row = rowOf(table, input);
	const automationId = wanted ?? asNumber(row?.automationId);
	const thing = thingIn(one, row, automationId);
	if (automationId === undefined) return { status: notListed(input.host, row), thing };
	const details = await readDetails(service, scope, automationId);
	return { status: statusOf(details), thing: { ...thing, ...told(details) } };
}

/** What the details add to the status, in the service's words. */
function told(details: IDataObject): IDataObject {
	const { message, requestedOn } = asObject(details.autoStatusResponse);
	const told = {
		...progressOf(details),
		...reasonOf(details),
		message,
		requestedOn,
		commonName: asObject(details.certDetailsResponse).commonName,
		isRetryApplicable: asObject(details.autoOrderProgressResponse).isRetryApplicable,
	};
	return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

/** The list shows what expires, is scheduled or failed: a host that is not there can be any. */
function notListed(host: Host | undefined, row: IDataObject | undefined): Status {
	const vendorStatus = asText(row?.automationStatus) ?? 'NOT_LISTED';
	return {
		state: 'inProgress',
		vendorStatus,
		retryable: false,
		whoActs: 'nobody',
		nextStep: row
			? 'DigiCert lists this host without an automation. Check again later.'
			: `DigiCert's list does not show ${host ? socketOf(host) : 'it'}: it holds what is scheduled, failed or expires within 90 days. Check again later, or by automation ID.`,
	};
}
