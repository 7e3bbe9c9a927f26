import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../../shared/failure';
import type { Outcome } from '../../../shared/operation/operation';
import { asText } from '../../../shared/values';
import { idsOf, thingOf } from '../../api/hosts';
import type { VendorError } from '../../transport/automation';
import { AUTOMATION_ERRORS, knownError } from '../../transport/errors';
import type { HostInput } from '../fields/hosts';
import type { HostRun, Submission } from './hostRun';

const CHECK_BY_HOST =
	'Check the status of this host before sending it again: it may have been accepted, and paid.';
const CHECK = 'Check its status.';

const REJECTED_OUTPUT = 1;

export function outcomeOf<I extends HostInput>(entry: HostRun<I>, plan: Submission<I>): Outcome {
	const { job, scope, failure, verdict, reused, recovered } = entry;
	const { item } = job;
	if (failure) return { item, failure: failure.knowing(idsOf(scope, job.input.host)) };
	if (reused !== undefined) {
		const { why, unclear, meanwhile } = reused;
		const nextStep = unclear ? `${why} It was not sent again. ${CHECK_BY_HOST}` : again(why);
		return {
			item,
			json: {
				...known(entry, !meanwhile),
				reused: true,
				...(unclear ? { unclear } : {}),
				nextStep,
			},
		};
	}
	if (verdict?.kind === 'rejected') return rejected(entry, verdict.errors);
	const message = verdict?.message ? { message: verdict.message } : {};
	// A retried automation keeps its ID; a new one has an ID that only the list tells.
	const json = { ...known(entry, !plan.buys), ...message };
	if (verdict?.kind !== 'accepted') {
		return { item, json: { ...json, unclear: true, nextStep: CHECK_BY_HOST } };
	}
	return { item, json: { ...json, ...(recovered ? { recovered } : {}), nextStep: CHECK } };
}

/** Identity of the host, completed from the list, and the status of its automation if it is new. */
function known<I extends HostInput>(entry: HostRun<I>, sameAutomation: boolean): IDataObject {
	const { scope, job, before, row } = entry;
	const automationId = row?.automationId ?? (sameAutomation ? before?.automationId : undefined);
	const asBefore = entry.reused && !entry.reused.meanwhile;
	const status = asText(row?.automationStatus ?? (asBefore ? before?.automationStatus : null));
	return {
		...thingOf(scope, job.input.host, { ...before, ...row, automationId }),
		...(status ? { automationStatus: status } : {}),
	};
}

const again = (why: string): string =>
	`${why} It was not sent again. Check its status; if it failed, retry it, or set 'Duplicate Window' to 0 to request a new one.`;

function rejected<I extends HostInput>(entry: HostRun<I>, errors: VendorError[]): Outcome {
	const [first] = errors;
	const knownAs = knownError(AUTOMATION_ERRORS, first?.errorCode ?? '');
	const failure = new Failure({
		class: knownAs?.class ?? 'notEligible',
		message: errors.map(({ errorMessage }) => errorMessage).join(' '),
		nextStep: knownAs?.nextStep,
		whoActs: knownAs?.whoActs,
	});
	return {
		item: entry.job.item,
		output: REJECTED_OUTPUT,
		json: {
			...known(entry, true),
			errorCode: first?.errorCode ?? '',
			errorField: first?.errorField ?? '',
			errorMessage: failure.message,
			retryable: failure.retryable,
			whoActs: failure.whoActs,
			nextStep: failure.nextStep,
		},
	};
}
