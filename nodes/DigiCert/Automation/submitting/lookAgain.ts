import type { IExecuteFunctions } from 'n8n-workflow';

import type { Failure } from '../../../shared/failure';
import { asFailure } from '../../../shared/failure';
import { pause } from '../../../shared/time/pause';
import { isStop, signalOf } from '../../../shared/time/stop';
import type { Id } from '../../../shared/values';
import type { Scope } from '../../api/account';
import type { AutomatedIp } from '../../api/automatedIps';
import { hasChanged, Snapshot } from '../../api/automatedIps';
import { isLike, isOf, isShownBy } from '../../api/hostTable';
import type { Automation } from '../../transport/automation';
import { refusalOf } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import { tellOthers } from './earlierRequests';
import type { HostRun, Submission } from './hostRun';
import { isSent, standing, withChanged } from './hostRun';
import type { Verdict } from './told';

/** A new automation can take a moment to show; an accepted host only lacks its ID until then. */
const ACCEPTED_MS = 1200;
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 15_000;
/** No automation is over, and out of the list, so soon. */
const SOON_MS = 60_000;

/**
 * Reads the automated-IP list again: for the automation IDs of accepted hosts, and to see what
 * became of unclear and refused ones. A host counts as taken only if its automation is new or has
 * changed, and is that of no other host.
 */
export async function lookAgain<I extends HostInput>(
	ctx: IExecuteFunctions,
	automation: Automation,
	runs: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<Array<HostRun<I>>> {
	const limitOf = (run: HostRun<I>) => lookedForMs(run, plan);
	const start = performance.now();
	let seen = runs;
	let mayLook = true;
	let open = runs.filter((run) => limitOf(run) >= 0);
	for (
		let wait = 0;
		open.length > 0;
		wait = Math.min(wait * 3 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS)
	) {
		const left = Math.max(...open.map(limitOf)) - (performance.now() - start);
		let began = 0;
		try {
			await pause(Math.min(wait, Math.max(left, 0)), signalOf(ctx));
			began = performance.now() - start;
			const looked = await lookOnce(automation, seen, open, plan);
			const isLate = performance.now() - start > SOON_MS;
			seen = withDoubts(seen, withChanged(seen, looked), plan, isLate);
		} catch (error) {
			// What was sent is sent: the items say so, with or without automation IDs. A list that
			// cannot be read once is read again, as long as there is time.
			const failure = asFailure(error);
			if (isStop(failure)) return seen;
			if (failure.class === 'fixRights') {
				mayLook = false;
				break;
			}
		}
		open = seen.filter((run) => began < limitOf(run));
	}
	return seen.map((run) => withoutLook(run, plan, mayLook));
}

/** For how long a host is looked for; below zero for one that need not be looked for. */
function lookedForMs<I extends HostInput>(
	{ standing: now, job }: HostRun<I>,
	plan: Submission<I>,
): number {
	const unseen = -1;
	switch (now.is) {
		case 'open':
		case 'notSent':
			return unseen;
		case 'refused':
			// One look settles it, as soon as there is one.
			return plan.visibleWithin(job.input) * 1000;
		case 'held':
			if (now.row || now.by.is !== 'sentMeanwhile') return unseen;
			return plan.resolves(job.input) ? ACCEPTED_MS : unseen;
		case 'sent':
			if (now.row) return unseen;
			if (now.verdict.kind === 'rejected') return plan.buys ? 0 : unseen;
			if (now.verdict.kind === 'unclear') return plan.visibleWithin(job.input) * 1000;
			return plan.resolves(job.input) ? ACCEPTED_MS : unseen;
	}
}

async function lookOnce<I extends HostInput>(
	automation: Automation,
	all: Array<HostRun<I>>,
	open: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<Array<HostRun<I>>> {
	const snapshot = new Snapshot(automation);
	const claims = await claimsOf(snapshot, all, open);
	return await Promise.all(
		open.map(async (run) => {
			const table = await snapshot.table(run.scope);
			const { host } = run.job.input;
			if (table.isUncertain(host)) return run;
			const row = table.find(host);
			if (row?.automationId === undefined || !hasChanged(run.before, row)) return unchanged(run);
			const isOwn = isShownBy(row, host) || claims.get(row.automationId) === 1;
			// A host whose call was accepted needs no proof, only its automation.
			// A retry makes no automation: one that was not listed before tells nothing of it.
			const isProof = isLike(row, host) && (plan.buys || run.before !== undefined);
			const isToldOf = isAccepted(run) ? isOf(row, host) : isProof;
			if (!isOwn || !isToldOf) return inDoubt(run, plan);
			run.memory.seen.see(run.key, row.automationId);
			const shown = shownBy(run, row);
			if (plan.buys && isSent(shown)) tellOthers(shown);
			return shown;
		}),
	);
}

/**
 * That nothing shows proves no refusal once it could be over and out of the list, nor one that was
 * none for another host of its call, be that one seen later.
 */
function withDoubts<I extends HostInput>(
	before: Array<HostRun<I>>,
	looked: Array<HostRun<I>>,
	plan: Submission<I>,
	isLate: boolean,
): Array<HostRun<I>> {
	const disproved = looked.flatMap(({ standing: is }) =>
		is.is === 'sent' && is.recovered ? (is.refusal ?? []) : [],
	);
	return looked.map((run, index) => {
		const { standing: is } = run;
		if (is.is !== 'notSent') return run;
		const isDoubtful =
			(isLate && before[index]?.standing.is === 'refused') || disproved.includes(is.failure);
		return isDoubtful ? unclear(run, plan, is.failure) : run;
	});
}

/** How many hosts of the run each automation may be of, by its ID. */
async function claimsOf<I extends HostInput>(
	snapshot: Snapshot,
	all: Array<HostRun<I>>,
	open: Array<HostRun<I>>,
): Promise<Map<Id, number>> {
	const places = new Set(open.map(({ scope }) => scopeKey(scope)));
	const claims = new Map<Id, number>();
	const mayHave = all.filter(
		({ scope, standing: { is } }) =>
			places.has(scopeKey(scope)) && is !== 'open' && is !== 'notSent',
	);
	for (const { scope, job } of mayHave) {
		const id = (await snapshot.table(scope)).find(job.input.host)?.automationId;
		if (id !== undefined) claims.set(id, (claims.get(id) ?? 0) + 1);
	}
	return claims;
}

const scopeKey = ({ accountId, divisionId }: Scope): string => `${accountId}/${divisionId}`;

const isAccepted = <I extends HostInput>({ standing: now }: HostRun<I>): boolean =>
	now.is === 'held' || (now.is === 'sent' && now.verdict.kind === 'accepted');

/** The row may be of another host: it proves neither that this one was taken nor that it was not. */
function inDoubt<I extends HostInput>(run: HostRun<I>, plan: Submission<I>): HostRun<I> {
	const { standing: now } = run;
	if (now.is === 'refused') return unclear(run, plan, now.failure);
	return now.is === 'sent' && now.verdict.kind === 'rejected'
		? unclear(run, plan, refusalOf(now.verdict.errors))
		: run;
}

function shownBy<I extends HostInput>(run: HostRun<I>, row: AutomatedIp): HostRun<I> {
	const { standing: now } = run;
	const recovered = { is: 'sent', verdict: ACCEPTED, row, recovered: true } as const;
	switch (now.is) {
		case 'held':
			return standing(run, { ...now, row });
		case 'refused':
			return standing(run, { ...recovered, refusal: now.failure });
		case 'sent':
			return standing(run, {
				...now,
				...(now.verdict.kind === 'accepted' ? { row } : recovered),
			});
		default:
			return run;
	}
}

const ACCEPTED: Verdict = { kind: 'accepted', message: '' };

/** A look that shows nothing proves a refusal; of a lost answer it proves nothing. */
const unchanged = <I extends HostInput>(run: HostRun<I>): HostRun<I> =>
	run.standing.is === 'refused' ? standing(run, { ...run.standing, is: 'notSent' }) : run;

/** Without the list nobody knows. A key that may not write may not look either. */
function withoutLook<I extends HostInput>(
	run: HostRun<I>,
	plan: Submission<I>,
	mayLook: boolean,
): HostRun<I> {
	if (run.standing.is !== 'refused') return run;
	const { failure } = run.standing;
	if (failure.everybody && !mayLook) return standing(run, { is: 'notSent', failure });
	return unclear(run, plan, failure);
}

function unclear<I extends HostInput>(
	run: HostRun<I>,
	plan: Submission<I>,
	refusal: Failure,
): HostRun<I> {
	const verdict = { kind: 'unclear', message: refusal.message } as const;
	const now = standing(run, { is: 'sent', verdict, refusal });
	if (plan.buys) tellOthers(now);
	return now;
}
