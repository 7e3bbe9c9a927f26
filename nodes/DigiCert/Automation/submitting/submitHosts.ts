import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure, Failure, notTried } from '../../../shared/failure';
import { unreadable } from '../../../shared/http/unreadable';
import type { Job, Outcome } from '../../../shared/operation/operation';
import { signalOf } from '../../../shared/time/stop';
import { scopeOf } from '../../api/account';
import { hasChanged, mayHaveChanged, Snapshot } from '../../api/automatedIps';
import { identityOf } from '../../api/hosts';
import { isOf, isShownBy } from '../../api/hostTable';
import type { Automation } from '../../transport/automation';
import { automationOf } from '../../transport/automation';
import { DIGICERT_OWN } from '../../transport/ownCodes';
import type { HostInput } from '../fields/hosts';
import { CrashNotes } from './crashNotes';
import { awaitOthers, earlierRow, findEarlier } from './earlierRequests';
import { memoryOf } from './hostMemory';
import type { HostRun, OpenRun, Submission } from './hostRun';
import { isOpen, standing, withChanged } from './hostRun';
import { lookAgain } from './lookAgain';
import { outcomeOf } from './outcomes';
import { sendAll } from './send';

/** Milliseconds of waiting for a slot after which the list is read again before a paid call. */
const LIST_HOLDS_MS = 30_000;
/** Where every wait is that long, the last list has to do. */
const MOST_LOOKS = 3;
const HOUR = 3_600_000;

/**
 * Starts automations host by host: look first, send each host at most once, look again. Every host
 * ends with one outcome (docs/ordering.md#automation-and-enrollments). What is still open after a
 * round was sent by nobody: its slot came too late, it was just refused, or there was no room to
 * note it.
 */
export async function submitHosts<I extends HostInput>(
	ctx: IExecuteFunctions,
	jobs: Array<Job<I>>,
	plan: Submission<I>,
): Promise<Outcome[]> {
	const automation = await automationOf(ctx);
	const notes = new CrashNotes(ctx);
	const settle = async (sent: Array<HostRun<I>>) => {
		const settled = await lookAgain(ctx, automation, sent, plan);
		if (plan.buys) await notes.settle(settled, plan);
		return settled;
	};
	let runs = await Promise.all(jobs.map(async (job) => await enter(ctx, automation, job, plan)));
	for (let looks = 1; runs.some(isOpen); looks++) {
		const holdsFor = plan.buys && looks < MOST_LOOKS ? LIST_HOLDS_MS : undefined;
		const lookLate = lateLook<I>(automation);
		const looked = await lookFirst(automation, runs, plan, looks > 1);
		const cleared = ctx.continueOnFail() ? looked : allOrNone(looked);
		const open = cleared.filter(isOpen);
		const sent = await sendAll(automation, open, { ...plan, holdsFor, looks, notes, lookLate });
		runs = await awaitOthers(withChanged(cleared, sent), signalOf(ctx));
		if (notes.hasRoom() || !runs.some(isOpen)) continue;
		runs = await settle(runs);
		if (!notes.hasRoom()) runs = withoutRoom(runs);
	}
	return (await settle(runs)).map((run) => outcomeOf(run, plan));
}

async function enter<I extends HostInput>(
	ctx: IExecuteFunctions,
	automation: Automation,
	job: Job<I>,
	plan: Submission<I>,
): Promise<HostRun<I>> {
	// Taken before the list is read, so that what others send meanwhile counts too.
	const since = Date.now() - plan.windowHours(job.input) * HOUR;
	const scope = await scopeOf(ctx, automation.client, job.input.given);
	const key = identityOf(scope, job.input.host);
	const lagMs = plan.windowHours(job.input) > 0 ? plan.visibleWithin(job.input) * 1000 : 0;
	const memory = memoryOf(automation);
	const { addsName, host } = job.input;
	const server = host.virtualServerName;
	return { job, scope, since, lagMs, memory, key, server, addsName, standing: { is: 'open' } };
}

/** Looks for what is open in a list that is read anew. */
async function lookFirst<I extends HostInput>(
	automation: Automation,
	runs: Array<HostRun<I>>,
	plan: Submission<I>,
	maybeSent: boolean,
): Promise<Array<HostRun<I>>> {
	const snapshot = new Snapshot(automation);
	const open = runs.filter(isOpen);
	try {
		const looked = open.map(async (run) =>
			maybeSent && !plan.buys
				? await carriedOut(snapshot, run, open)
				: await lookFor(automation, snapshot, run, plan),
		);
		return withChanged(runs, await Promise.all(looked));
	} catch (error) {
		// Without the list nobody knows what was ordered before: nothing is sent.
		const failure = asFailure(error);
		return withChanged(
			runs,
			open.map((run) => standing(run, { is: 'notSent', failure })),
		);
	}
}

/** Looks again at what is to be sent, if the list was read longer ago than it holds. */
function lateLook<I extends HostInput>(automation: Automation) {
	let readAt = performance.now();
	return async (runs: Array<OpenRun<I>>): Promise<Array<HostRun<I>>> => {
		if (runs.length === 0 || performance.now() - readAt < LIST_HOLDS_MS) return runs;
		readAt = performance.now();
		const snapshot = new Snapshot(automation);
		try {
			return await Promise.all(runs.map(async (run) => await sentSince(snapshot, run)));
		} catch (error) {
			const failure = asFailure(error);
			return runs.map((run) => standing(run, { is: 'notSent', failure }));
		}
	};
}

async function sentSince<I extends HostInput>(
	snapshot: Snapshot,
	run: OpenRun<I>,
): Promise<HostRun<I>> {
	const table = await snapshot.table(run.scope);
	const { host } = run.job.input;
	if (table.isUncertain(host)) {
		return standing(run, { is: 'notSent', failure: unreadable('DigiCert', 200, 'read') });
	}
	const row = await earlierRow(snapshot, table, run.scope, host);
	const isSent = row?.automationId !== undefined && mayHaveChanged(run.before, row);
	return isSent ? standing(run, { is: 'held', by: { is: 'sentMeanwhile' }, row }) : run;
}

/** A limit refused its call, which is no proof: a host whose automation has changed since was sent. */
async function carriedOut<I extends HostInput>(
	snapshot: Snapshot,
	run: OpenRun<I>,
	all: Array<HostRun<I>>,
): Promise<HostRun<I>> {
	const table = await snapshot.table(run.scope);
	const { host } = run.job.input;
	const row = table.isUncertain(host) ? undefined : table.find(host);
	if (row?.automationId === undefined || !hasChanged(run.before, row)) return run;
	const ofThis = all.filter(({ before }) => before?.automationId === row.automationId);
	const isOwn = isShownBy(row, host) || ofThis.length === 1;
	// A retry makes no automation.
	if (run.before?.automationId !== row.automationId || !isOwn || !isOf(row, host)) return run;
	const verdict = { kind: 'accepted', message: '' } as const;
	return standing(run, { is: 'sent', verdict, row, recovered: true });
}

async function lookFor<I extends HostInput>(
	automation: Automation,
	snapshot: Snapshot,
	run: OpenRun<I>,
	plan: Submission<I>,
): Promise<HostRun<I>> {
	const { scope, job } = run;
	const { host } = job.input;
	const table = await snapshot.table(scope);
	let looked = { ...run, before: table.find(host) };
	try {
		if (table.isUncertain(host)) throw unreadable('DigiCert', 200, 'read');
		if (plan.buys) looked = { ...run, before: await earlierRow(snapshot, table, scope, host) };
		if (looked.before && isOf(looked.before, host)) {
			run.memory.seen.see(run.key, looked.before.automationId);
		}
		const windowMs = plan.windowHours(job.input) * HOUR;
		const by = plan.buys ? await findEarlier(automation, looked, windowMs) : undefined;
		if (by) return standing(looked, { is: 'held', by, ...lastSeen(looked) });
		return standing(looked, { is: 'open', keys: await plan.keysOf?.(looked, automation) });
	} catch (error) {
		const failure = asFailure(error);
		if (failure.everybody) throw failure;
		return standing(looked, { is: 'notSent', failure });
	}
}

/** Of a host that has gone from the list, since its automation is over. */
function lastSeen<I extends HostInput>({ before, memory, key }: HostRun<I>) {
	const automationId = before ? undefined : memory.seen.of(key);
	return automationId === undefined ? {} : { row: { automationId } };
}

/** So many are unclear that more could not be noted. */
function withoutRoom<I extends HostInput>(runs: Array<HostRun<I>>): Array<HostRun<I>> {
	const failure = new Failure({
		class: 'wait',
		code: DIGICERT_OWN.tooManyUnclear.code,
		message: 'Not sent, since the outcomes of too many hosts of this run are unclear',
		nextStep: 'Check the status of the unclear hosts, then run this item again.',
	});
	return runs.map((run) => (isOpen(run) ? standing(run, { is: 'notSent', failure }) : run));
}

/** In Stop mode one host that cannot be sent keeps the others back. */
function allOrNone<I extends HostInput>(runs: Array<HostRun<I>>): Array<HostRun<I>> {
	const cause = runs.flatMap(({ standing: now }) => (now.is === 'notSent' ? now.failure : []))[0];
	if (!cause) return runs;
	return runs.map((run) =>
		isOpen(run) ? standing(run, { is: 'notSent', failure: notTried(cause) }) : run,
	);
}
