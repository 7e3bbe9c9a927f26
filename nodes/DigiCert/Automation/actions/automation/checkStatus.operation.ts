import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { defineCheck, type Checked } from '../../../../shared/check';
import { asFailure } from '../../../../shared/failure';
import { isStop } from '../../../../shared/pause';
import type { Status } from '../../../../shared/state';
import { asNumber, asObject, asText } from '../../../../shared/values';
import type { Automation } from '../../../transport/automation';
import { automationOf } from '../../../transport/automation';
import type { PartialScope, Scope } from '../../account';
import { readScope, scopeFields, scopeOf } from '../../account';
import {
	judge,
	listDecides,
	progressOf,
	reasonOf,
	statusOf,
	statusOfListed,
} from '../../automationStatus';
import { readDetails, Snapshot } from '../../hosts/automatedIps';
import type { Host } from '../../hosts/host';
import { HostTable, idsOf, socketOf, thingOf } from '../../hosts/host';
import { singleHostFields } from '../../hosts/hostFields';
import { readOptionalHost } from '../../hosts/readHosts';
import { automationIdField } from './fields';

interface CheckInput {
	given: PartialScope;
	automationId?: number;
	host?: Host;
}

/** Below this, each automation is asked for singly: exact, and cheap. Above, the list goes first. */
const FEW = 20;
/** 1000 calls in three minutes, with room for the lists. */
const CALLS_PER_MINUTE = 300;

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
	callsPerMinute: CALLS_PER_MINUTE,
	check: (ctx) => {
		const automation = automationOf(ctx);
		// Awaited by every check; none may be running yet when it fails.
		automation.catch(() => {});
		const few = ctx.getInputData().length < FEW;
		let snapshot: Snapshot | undefined;
		return async (input, item) => {
			const service = await automation;
			snapshot ??= new Snapshot(service);
			const scope = await scopeOf(ctx, service.client, input.given);
			try {
				const checked = await checkOne({ service, snapshot, scope, input, few });
				return { ...checked, thing: { ...checked.thing, ...agentOf(ctx, item, checked.thing) } };
			} catch (error) {
				const known = { automationId: input.automationId, ...input.host };
				throw asFailure(error).knowing(idsOf(scope, known));
			}
		};
	},
});

interface One {
	service: Automation;
	snapshot: Snapshot;
	scope: Scope;
	input: CheckInput;
	few: boolean;
}

async function checkOne({ service, snapshot, scope, input, few }: One): Promise<Checked> {
	const { automationId: wanted, host = {} } = input;
	const table = await snapshot.table(scope).catch((error: unknown) => {
		const failure = asFailure(error);
		// By its ID an automation can be asked for without the list.
		if (wanted === undefined || isStop(failure)) throw failure;
		return new HostTable([]);
	});
	const row = wanted ? table.withId(wanted) : input.host && table.find(input.host);
	const automationId = wanted ?? asNumber(row?.automationId);
	const thing = thingOf(scope, host, { ...row, automationId });
	if (automationId === undefined) return { status: notListed(input.host, row), thing };
	const automationStatus = asText(row?.automationStatus);
	if (!few && row && listDecides(judge({ automationStatus }))) {
		return { status: statusOfListed(automationStatus), thing: { ...thing, automationStatus } };
	}
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

/** The list names the agent; where it does not, the item that came in may. */
function agentOf(ctx: IExecuteFunctions, item: number, thing: IDataObject): IDataObject {
	const agentName = asText(thing.agentName) ?? asText(ctx.getInputData()[item]?.json.agentName);
	return { agentName: agentName ?? null };
}
