import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asFailure } from '../failure';
import { includeInputFields, optionsOf } from '../form/fields';
import type { Reader } from '../reader/reader';
import { pause } from '../time/pause';
import { isStop, signalOf } from '../time/stop';
import { forEachJob } from './each';
import { defineOperation } from './execute';
import { keptOf, withoutSecrets } from './keptInput';
import type { LoopOptions } from './loop';
import { keepInLoop, loopFields, pauseAfter, readLoop, roundsOf, settledBefore } from './loop';
import type { Job, Operation, Outcome } from './operation';
import { STATES, type Status, statusJson } from './status';

/** The state of one thing and what identifies it. */
export interface Checked {
	status: Status;
	thing: IDataObject;
}

/** One look at everything that is still open. What the things share is read once for all. */
export interface Round<I> {
	/** The exact answer, by calls of its own. */
	asked(input: I, item: number): Promise<Checked>;
	/** The same answer by a list of many; undefined where the list does not settle it. */
	listed?(input: I, item: number): Promise<Checked | undefined>;
}

interface CheckSpec<I> {
	action: string;
	description: string;
	fields: INodeProperties[];
	mayBeEmpty?: string[];
	namedBy?: string[];
	read(reader: Reader): I;
	/** Begins a round; called again for what is left after each pause. */
	round(ctx: IExecuteFunctions, inputs: I[]): Round<I>;
	/** How many things can be asked singly in a minute at the documented pace. */
	checksPerMinute: number;
}

interface Awaited<I> {
	input: I;
	waitUpTo: number;
	loop: LoopOptions;
}

/** Fewer things than this are asked singly: exact, and cheap. For more the list goes first. */
const FEW = 20;
const LONGEST_WAIT_SECONDS = 3600;
const SHORTEST_PAUSE_SECONDS = 30;

const waitUpTo: INodeProperties = {
	displayName: 'Wait Up To (Seconds)',
	name: 'waitUpTo',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: LONGEST_WAIT_SECONDS },
	default: 0,
	description:
		'How long to keep checking inside this node. What is not finished by then leaves by In Progress. For hours and days use a Wait node behind In Progress instead.',
};

/** What was just made may not be found yet, for as long as a list may take to show it. */
const YOUNG_MS = 120_000;

/** Seconds until it makes sense to ask `count` things singly again without using up the limit. */
const nextCheckIn = (count: number, checksPerMinute: number): number =>
	Math.max(SHORTEST_PAUSE_SECONDS, Math.ceil((count / checksPerMinute) * 60));

/** The shape of every Check Status: four outputs, an optional wait, one pause for all items. */
export function defineCheck<I>(spec: CheckSpec<I>): Operation {
	return defineOperation<Awaited<I>>({
		name: 'Check Status',
		action: spec.action,
		description: spec.description,
		outputs: 'status',
		fields: [...spec.fields, optionsOf(includeInputFields, waitUpTo, ...loopFields)],
		mayBeEmpty: spec.mayBeEmpty,
		namedBy: spec.namedBy,
		read: (reader) => ({
			input: spec.read(reader),
			waitUpTo: reader.integer('options.waitUpTo', 0, LONGEST_WAIT_SECONDS) ?? 0,
			loop: readLoop(reader),
		}),
		settledBefore,
		sort: (outputs, inputs, [job]) => keepInLoop(outputs, inputs, job?.input.loop),
		run: async (ctx, jobs) => await checkUntil(ctx, spec, jobs),
	});
}

/** Looks until nothing is in progress any more, or `waitUpTo` is over. */
async function checkUntil<I>(
	ctx: IExecuteFunctions,
	spec: CheckSpec<I>,
	jobs: Array<Job<Awaited<I>>>,
): Promise<Outcome[]> {
	const longest = jobs.reduce((most, { input }) => Math.max(most, input.waitUpTo), 0);
	const began = performance.now();
	const deadline = began + longest * 1000;
	const signal = signalOf(ctx);
	const before = new Map(ctx.getInputData().map(({ json }, item) => [item, json]));
	const known = new Map(jobs.flatMap((job) => seenBefore(job, before.get(job.item))));
	for (let open = jobs; ; ) {
		const { outcomes, askedAgain } = await checkOnce(ctx, spec, open);
		for (const outcome of outcomes) {
			// A state that was seen outlives a look that could not be had.
			if (isLost(outcome) && known.has(outcome.item)) continue;
			known.set(outcome.item, outcome);
		}
		const left = deadline - performance.now();
		const seconds = nextCheckIn(askedAgain, spec.checksPerMinute);
		const isYoung = performance.now() - began < YOUNG_MS;
		const again = outcomes.filter(
			(outcome) => isRunning(outcome) || isLost(outcome) || (isYoung && isMissing(outcome)),
		);
		if (left <= 0 || again.length === 0 || signal?.aborted) {
			const rounds = again.map(({ item }) => roundsOf(before.get(item)));
			const next = pauseAfter(rounds.length > 0 ? Math.min(...rounds) : 0, seconds);
			const isWaitedOut = longest > 0 && !signal?.aborted;
			return [...known.values()]
				.map((outcome) => (isWaitedOut ? unseen(outcome, before.get(outcome.item)) : outcome))
				.map((outcome) => timed(outcome, next));
		}
		const items = new Set(again.map(({ item }) => item));
		open = open.filter(({ item }) => items.has(item));
		// After Stop the next round asks nothing, and what is known is told.
		await pause(Math.min(left, seconds * 1000), signal).catch(() => {});
	}
}

/** In a loop that ends by itself, what the round before saw of an item. */
function seenBefore<I>(
	{ item, input }: Job<Awaited<I>>,
	json: IDataObject = {},
): Array<[number, Outcome]> {
	if (roundsOf(json) === 0 || !Number.isFinite(input.loop.giveUpAfter)) return [];
	return [[item, { item, json: withoutSecrets(json), output: STATES.indexOf('inProgress') }]];
}

async function checkOnce<I>(
	ctx: IExecuteFunctions,
	spec: CheckSpec<I>,
	jobs: Array<Job<Awaited<I>>>,
) {
	const round = spec.round(
		ctx,
		jobs.map(({ input }) => input.input),
	);
	const many = jobs.length >= FEW;
	let askedAgain = 0;
	const outcomes = await forEachJob(ctx, jobs, async ({ input }, { item }) => {
		const listed = many ? await byList(round, input, item) : undefined;
		if (!listed) askedAgain++;
		const { status, thing } = listed ?? (await round.asked(input, item));
		if (!listed && status.state !== 'inProgress') askedAgain--;
		return [{ json: statusJson(status, thing), output: STATES.indexOf(status.state) }];
	});
	return { outcomes, askedAgain };
}

/** A list that cannot be read settles nothing: each thing may still be asked for. */
async function byList<I>(round: Round<I>, input: I, item: number): Promise<Checked | undefined> {
	try {
		return await round.listed?.(input, item);
	} catch (error) {
		const failure = asFailure(error);
		if (isStop(failure)) throw failure;
		return undefined;
	}
}

const isRunning = (outcome: Outcome): boolean =>
	!('failure' in outcome) && outcome.output === STATES.indexOf('inProgress');

/** The service was not to be had, which says nothing of the thing: a later look may tell. */
const isLost = (outcome: Outcome): boolean =>
	'failure' in outcome && ['wait', 'settle'].includes(outcome.failure.class);

const isMissing = (outcome: Outcome): boolean =>
	'failure' in outcome && outcome.failure.status === 404;

/** What could not be looked at for as long as was waited is not finished, as far as anybody knows. */
function unseen(outcome: Outcome, input: IDataObject | undefined): Outcome {
	if (!('failure' in outcome) || !isLost(outcome)) return outcome;
	const { item, failure } = outcome;
	const { retryable, whoActs, message, ids } = failure;
	const status: Status = {
		state: 'inProgress',
		vendorStatus: '',
		retryable,
		whoActs,
		nextStep: `${message}. Check again later.`,
	};
	const json = statusJson(status, { ...keptOf(input), ...ids });
	return { item, json, output: STATES.indexOf('inProgress') };
}

/** The same pause on every item, since a Wait node reads the first one only. */
const timed = (outcome: Outcome, nextCheckInSeconds: number): Outcome =>
	'failure' in outcome ? outcome : { ...outcome, json: { ...outcome.json, nextCheckInSeconds } };
