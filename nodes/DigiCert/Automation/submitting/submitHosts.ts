import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure, type Failure, notTried } from '../../../shared/failure';
import type { Job, Outcome } from '../../../shared/operation/operation';
import { RunEnd } from '../../../shared/operation/runEnd';
import { OWN } from '../../../shared/ownCodes';
import { signalOf } from '../../../shared/time/stop';
import { scopeOf } from '../../api/account';
import { Snapshot } from '../../api/automations';
import { identityOf, socketOf } from '../../api/hosts';
import type { Automation } from '../../transport/automation';
import { automationOf } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import { forgetAnswered, forgetUnsent, withoutNoted } from './crashNotes';
import { awaitOthers, claimHostRun, findEarlier, tellOthers } from './earlierRequests';
import type { HostRun, Submission } from './hostRun';
import { lookAgain } from './lookAgain';
import { outcomeOf } from './outcomes';

/** Milliseconds of waiting for a slot after which the list is read again before a paid call. */
const LIST_HOLDS_MS = 30_000;
/** Where every wait is that long, the last list has to do. */
const MOST_LOOKS = 3;
const HOUR = 3_600_000;

/**
 * Starts automations host by host: look first, send each host at most once, look again. Every host
 * ends with one outcome (docs/ordering.md#automation-and-enrollments).
 */
export async function submitHosts<I extends HostInput>(
	ctx: IExecuteFunctions,
	jobs: Array<Job<I>>,
	plan: Submission<I>,
): Promise<Outcome[]> {
	const automation = await automationOf(ctx);
	const entries = await Promise.all(
		jobs.map(async (job) => await enter(ctx, automation, job, plan)),
	);
	const tried: Array<HostRun<I>> = [];
	let open = entries;
	for (let looks = 1; open.length > 0; looks++) {
		const holdsFor = plan.buys && looks < MOST_LOOKS ? LIST_HOLDS_MS : undefined;
		tried.push(...(await lookAndSend(ctx, automation, open, { ...plan, holdsFor })));
		open = [...outdated(open), ...(await awaitOthers(open, signalOf(ctx)))];
	}
	await lookAgain(ctx, automation, entries, plan);
	if (plan.buys) await forgetAnswered(ctx, tried);
	return entries.map((entry) => outcomeOf(entry, plan));
}

/** Gives the hosts that were not held back, whatever became of them. */
async function lookAndSend<I extends HostInput>(
	ctx: IExecuteFunctions,
	automation: Automation,
	entries: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<Array<HostRun<I>>> {
	try {
		await lookFirst(automation, entries, plan);
	} catch (error) {
		// Without the list nobody knows what was ordered before: nothing is sent.
		for (const entry of entries) entry.failure ??= asFailure(error);
	}
	if (!ctx.continueOnFail()) sendAllOrNone(entries);
	const open = entries.filter(({ failure, reused }) => !failure && reused === undefined);
	await send(ctx, automation, open, plan);
	return open.filter(({ reused, failure }) => reused === undefined && !isOutdated(failure));
}

const isOutdated = (failure?: Failure): boolean => failure?.code === OWN.outdated.code;

/** Hosts whose call would have come too long after the list was read: another may have sent them. */
function outdated<I extends HostInput>(entries: Array<HostRun<I>>): Array<HostRun<I>> {
	const late = entries.filter(({ failure }) => isOutdated(failure));
	for (const entry of late) entry.failure = undefined;
	return late;
}

async function enter<I extends HostInput>(
	ctx: IExecuteFunctions,
	{ client }: Automation,
	job: Job<I>,
	plan: Submission<I>,
): Promise<HostRun<I>> {
	// Taken before the list is read, so that what others send meanwhile counts too.
	const since = Date.now() - plan.windowHours(job.input) * HOUR;
	const scope = await scopeOf(ctx, client, job.input.given);
	return { job, scope, since, key: `${client.identity} ${identityOf(job.input.host)}` };
}

async function lookFirst<I extends HostInput>(
	automation: Automation,
	entries: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<void> {
	const snapshot = new Snapshot(automation);
	const look = async (entry: HostRun<I>) => {
		const { scope, job } = entry;
		entry.before = (await snapshot.table(scope)).find(job.input.host);
		try {
			const windowMs = plan.windowHours(job.input) * HOUR;
			if (plan.buys) entry.reused = await findEarlier(automation, entry, windowMs);
			if (entry.reused === undefined) await plan.prepare?.(entry, automation);
		} catch (error) {
			const failure = asFailure(error);
			if (failure.everybody) throw failure;
			entry.failure = failure;
		}
	};
	await Promise.all(entries.map(look));
}

/** In Stop mode one host that cannot be sent keeps the others back. */
function sendAllOrNone<I extends HostInput>(entries: Array<HostRun<I>>): void {
	const cause = entries.find(({ failure }) => failure)?.failure;
	for (const entry of entries) if (cause) entry.failure ??= notTried(cause);
}

async function send<I extends HostInput>(
	ctx: IExecuteFunctions,
	automation: Automation,
	open: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<void> {
	const calls = plan.calls(open).values();
	const end = new RunEnd();
	const worker = async () => {
		for (const call of calls) {
			const { cause } = end;
			if (cause) {
				for (const entry of call) entry.failure = isOutdated(cause) ? cause : notTried(cause);
				continue;
			}
			const failure = await sendCall(ctx, automation, call, plan);
			end.after(failure);
			if (isOutdated(failure)) end.because(failure);
		}
	};
	await Promise.all(Array.from({ length: plan.concurrency }, worker));
}

/** One call, sent once. Gives the failure that concerned the call as a whole. */
async function sendCall<I extends HostInput>(
	ctx: IExecuteFunctions,
	automation: Automation,
	call: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<Failure | undefined> {
	const claimed = call.filter((entry) => !plan.buys || claimHostRun(entry));
	const entries = plan.buys ? await withoutNoted(ctx, claimed, plan) : claimed;
	if (entries.length === 0) return undefined;
	const sockets = entries.map(({ job }) => socketOf(job.input.host));
	let failure: Failure | undefined;
	try {
		const answer = await automation.answer({
			path: plan.path,
			body: plan.body(entries),
			meaning: 'write',
			holdsFor: plan.holdsFor,
			secrets: entries.flatMap(plan.secrets),
		});
		const verdicts = plan.read(answer, sockets);
		entries.forEach((entry, index) => {
			entry.verdict = verdicts.get(sockets[index] ?? '');
		});
	} catch (error) {
		failure = asFailure(error);
		for (const entry of entries) fail(entry, failure);
	}
	if (plan.buys) {
		// Before others hear of it: who waited for the end of this call notes the host anew.
		await forgetUnsent(ctx, entries);
		entries.forEach(tellOthers);
	}
	return failure;
}

/** Only a lost answer leaves it open what was done; every other failure proves that nothing was. */
function fail<I extends HostInput>(entry: HostRun<I>, failure: Failure): void {
	if (failure.class === 'unclear') entry.verdict = { kind: 'unclear', message: failure.message };
	else entry.failure = failure;
}
