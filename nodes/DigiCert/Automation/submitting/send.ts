import { asFailure, type Failure, notTried } from '../../../shared/failure';
import { needsLook } from '../../../shared/once/needsLook';
import { RunEnd } from '../../../shared/operation/runEnd';
import { asText } from '../../../shared/values';
import { socketOf } from '../../api/hosts';
import type { Automation } from '../../transport/automation';
import { mayBeDone } from '../../transport/refused';
import type { HostInput } from '../fields/hosts';
import type { CrashNotes } from './crashNotes';
import { claim, tellOthers } from './earlierRequests';
import type { HostRun, OpenRun, Standing, Submission } from './hostRun';
import { isOpen, isSent, standing } from './hostRun';

interface Sending<I extends HostInput> extends Submission<I> {
	notes: CrashNotes;
	/** Milliseconds for which a call may wait for its slot after the list was read. */
	holdsFor?: number;
	/** Once the hosts are noted: those that others sent since the list was read are not sent as well. */
	lookLate(runs: Array<OpenRun<I>>): Promise<Array<HostRun<I>>>;
	/** How often the list was read before it. */
	looks: number;
}

/**
 * Calls for all of these hosts, a few at a time, until the run ends. Hosts whose call would have
 * come too long after the list was read, or was refused by the limit, stay open: they may have been
 * sent. So do those that cannot be noted before the ones sent already are settled.
 */
export async function sendAll<I extends HostInput>(
	automation: Automation,
	open: Array<OpenRun<I>>,
	plan: Sending<I>,
): Promise<Array<HostRun<I>>> {
	const { looks } = plan;
	const calls = plan.calls(open).values();
	const end = new RunEnd();
	const ended: Array<HostRun<I>> = [];
	const worker = async () => {
		for (const call of calls) {
			if (end.cause) {
				ended.push(...(needsLook(end.cause, looks) ? call : untried(call, end.cause)));
				continue;
			}
			if (!plan.notes.hasRoom()) {
				ended.push(...call);
				continue;
			}
			const { runs, failure } = await sendCall(automation, call, plan);
			ended.push(...runs);
			end.after(failure);
			if (needsLook(failure, looks)) end.because(failure);
		}
	};
	await Promise.all(Array.from({ length: plan.concurrency }, worker));
	return ended;
}

const untried = <I extends HostInput>(runs: Array<OpenRun<I>>, cause: Failure): Array<HostRun<I>> =>
	runs.map((run) => standing(run, { is: 'notSent', failure: notTried(cause) }));

interface Called<I extends HostInput> {
	runs: Array<HostRun<I>>;
	/** Of the call as a whole */
	failure?: Failure;
}

/** One call for the hosts that nobody else is sending and no note speaks of. */
async function sendCall<I extends HostInput>(
	automation: Automation,
	call: Array<OpenRun<I>>,
	plan: Sending<I>,
): Promise<Called<I>> {
	if (!plan.buys) return await sendOnce(automation, call, plan);
	const claimed = call.map(claim);
	const taken = await plan.notes.take(claimed.filter(isOpen), plan);
	taken.doubtful.forEach(tellOthers);
	taken.placed.forEach(tellOthers);
	const looked = await plan.lookLate(taken.free);
	const free = looked.filter(isOpen);
	const { runs: sent, failure } =
		free.length > 0 ? await sendOnce(automation, free, plan) : { runs: [], failure: undefined };
	const runs = [...looked.filter((run) => !isOpen(run)), ...sent];
	// Before others hear of it: who waited for the end of this call notes the host anew.
	await plan.notes.callEnded(runs);
	runs.forEach(tellOthers);
	for (const run of runs) if (isSent(run)) run.memory.seen.forget(run.key);
	const held = claimed.filter((run) => !isOpen(run));
	const { placed, waiting, doubtful } = taken;
	return { runs: [...held, ...placed, ...waiting, ...doubtful, ...runs], failure };
}

async function sendOnce<I extends HostInput>(
	automation: Automation,
	open: Array<OpenRun<I>>,
	plan: Sending<I>,
): Promise<Called<I>> {
	const sockets = open.map(({ job }) => socketOf(job.input.host));
	const body = plan.body(open);
	try {
		const answer = await automation.answer({
			path: plan.path,
			body,
			meaning: 'write',
			holdsFor: plan.holdsFor,
			secrets: open.flatMap(({ standing: { keys } }) => Object.values(keys ?? {})),
		});
		const verdicts = plan.read(answer, sockets, asText(body.automationActionType));
		const verdictOf = (index: number): Standing => ({
			is: 'sent',
			verdict: verdicts.get(sockets[index] ?? '') ?? { kind: 'unclear', message: '' },
		});
		return { runs: open.map((run, index) => standing(run, verdictOf(index))) };
	} catch (error) {
		const failure = asFailure(error);
		if (needsLook(failure, plan.looks)) return { runs: open, failure };
		// Whatever an answer says, the list has the last word; without one nothing was sent.
		if (failure.class !== 'unclear') {
			const is = mayBeDone(failure) ? 'refused' : 'notSent';
			return { runs: open.map((run) => standing(run, { is, failure })), failure };
		}
		const verdict = { kind: 'unclear', message: failure.message } as const;
		return { runs: open.map((run) => standing(run, { is: 'sent', verdict })), failure };
	}
}
