import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../../shared/failure';
import type { Outcome } from '../../../shared/operation/operation';
import type { AutomatedIp } from '../../api/automatedIps';
import { idsOf, thingOf } from '../../api/automationThing';
import { isOf } from '../../api/hostTable';
import type { VendorError } from '../../transport/automation';
import { AUTOMATION_ERRORS, knownError } from '../../transport/errors';
import type { HostInput } from '../fields/hosts';
import type { Earlier, HostRun, Named, Submission } from './hostRun';

const CHECK_BY_HOST =
	'Check the status of this host before sending it again: it may have been accepted, and paid.';
const CHECK_RETRY = 'Check its status before retrying it again: this retry may have been accepted.';
const CHECK = 'Check its status.';
const NOBODY = 'nobody';
const OWNER = 'workflow owner';

/** Beside the reason that DigiCert gives, which often says no more than "not eligible". */
const USUAL_CAUSES =
	'Usual causes: the account does not list this address and port (discovered by an agent or sensor, in the division given), an automation of it is under way, or its agent or sensor is offline. See Automation > Manage Automation in CertCentral, then send it again.';

const REJECTED_OUTPUT = 1;

export function outcomeOf<I extends HostInput>(run: HostRun<I>, plan: Submission<I>): Outcome {
	const { job, scope, standing: now } = run;
	const { item } = job;
	switch (now.is) {
		case 'open':
			return { item, failure: neverReached().knowing(idsOf(scope, job.input.host)) };
		case 'notSent':
		case 'refused':
			return { item, failure: now.failure.knowing(idsOf(scope, job.input.host)) };
		case 'held':
			return { item, json: heldJson(run, now) };
		case 'sent':
			return sentOutcome(run, now, plan);
	}
}

const neverReached = (): Failure =>
	new Failure({ class: 'wait', message: 'The run ended before this host was sent' });

/** The host, completed from the list, with the automation that this row shows of it. */
function known<I extends HostInput>(
	{ scope, job, before }: HostRun<I>,
	row: Partial<AutomatedIp> | undefined,
	shown: Partial<AutomatedIp> | undefined,
): IDataObject {
	return thingOf(scope, job.input.host, {
		...before,
		...row,
		automationId: shown?.automationId,
	});
}

/** What may follow of a row from before: nothing of another host. */
const ownOf = <I extends HostInput>({ before, job }: HostRun<I>): AutomatedIp | undefined =>
	before && isOf(before, job.input.host) ? before : undefined;

const statusIn = ({ automationStatus }: Partial<AutomatedIp> = {}): IDataObject =>
	automationStatus ? { automationStatus } : {};

function heldJson<I extends HostInput>(run: HostRun<I>, { by, row }: Named<'held'>): IDataObject {
	const isAsBefore = by.is !== 'sentMeanwhile' && by.is !== 'underWay';
	const holder = row ?? (isAsBefore ? run.before : undefined);
	return {
		...known(run, row, holder),
		...statusIn(holder),
		reused: true,
		...(by.is === 'lostBefore' ? { unclear: true } : {}),
		whoActs: by.is === 'lostBefore' ? OWNER : NOBODY,
		nextStep: `${reasonOf(by)} It was not sent again. ${adviceOn(by)}`,
	};
}

/** Duplicate Window holds nothing back but what is over; what is under way is never sent again. */
function adviceOn(by: Earlier): string {
	switch (by.is) {
		case 'lostBefore':
			return CHECK_BY_HOST;
		case 'inProgress':
		case 'underWay':
		case 'justRefused':
		case 'sentMeanwhile':
			return 'Check its status; if it failed, retry it.';
		case 'inWindow':
		case 'undated':
			return "Check its status; if it failed, retry it, or set 'Duplicate Window' to 0 to request a new one.";
	}
}

function reasonOf(by: Earlier): string {
	switch (by.is) {
		case 'inProgress':
			return `An automation is in progress (${by.status ?? 'its status is not told'}).`;
		case 'inWindow':
			return `It was requested within 'Duplicate Window'${by.status ? ` and is ${by.status}` : ''}.`;
		case 'undated':
			return `It has an automation${by.status ? ` (${by.status})` : ''}, and DigiCert does not tell when that was requested: it may be within 'Duplicate Window'.`;
		case 'lostBefore':
			return "It was sent within 'Duplicate Window' and the answer was lost.";
		case 'underWay':
		case 'sentMeanwhile':
			return 'Another execution sent this host at the same time.';
		case 'justRefused':
			return 'DigiCert refused it a moment ago.';
	}
}

function sentOutcome<I extends HostInput>(
	run: HostRun<I>,
	{ verdict, row, recovered }: Named<'sent'>,
	plan: Submission<I>,
): Outcome {
	const { item } = run.job;
	if (verdict.kind === 'rejected') return rejected(run, verdict.errors);
	const json = {
		// A retried automation keeps its ID; a new one has an ID that only the list tells.
		...known(run, row, row ?? (plan.buys ? undefined : ownOf(run))),
		...statusIn(row),
		...(verdict.message ? { message: verdict.message } : {}),
	};
	return verdict.kind === 'unclear'
		? {
				item,
				json: {
					...json,
					unclear: true,
					whoActs: OWNER,
					nextStep: plan.buys ? CHECK_BY_HOST : CHECK_RETRY,
				},
			}
		: {
				item,
				json: { ...json, ...(recovered ? { recovered } : {}), whoActs: NOBODY, nextStep: CHECK },
			};
}

function rejected<I extends HostInput>(run: HostRun<I>, errors: VendorError[]): Outcome {
	const [first] = errors;
	const knownAs = knownError(AUTOMATION_ERRORS, first?.errorCode ?? '');
	const failure = new Failure({
		class: knownAs?.class ?? 'notEligible',
		message: errors.map(({ errorMessage }) => errorMessage).join(' '),
		nextStep: knownAs?.nextStep ?? USUAL_CAUSES,
		whoActs: knownAs?.whoActs,
	});
	return {
		item: run.job.item,
		output: REJECTED_OUTPUT,
		json: {
			...known(run, undefined, ownOf(run)),
			errorCode: first?.errorCode ?? '',
			errorField: first?.errorField ?? '',
			errorMessage: failure.message,
			retryable: failure.retryable,
			whoActs: failure.whoActs,
			nextStep: failure.nextStep,
		},
	};
}
