import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { forEachJob } from './each';
import { includeInputFields, optionsOf } from './fields';
import type { Job, Operation, Outcome } from './operation';
import { defineOperation } from './operation';
import { pause, signalOf } from './pause';
import type { Reader } from './reader';
import { STATES, statusJson, type Status } from './state';

/** The state of one thing and what identifies it. */
export interface Checked {
	status: Status;
	thing: IDataObject;
}

interface CheckSpec<I> {
	action: string;
	description: string;
	fields: INodeProperties[];
	read(reader: Reader): I;
	/** Called again in every round of waiting; reads what all jobs share once per round. */
	check(ctx: IExecuteFunctions): (input: I, item: number) => Promise<Checked>;
	/** Calls that one check of one thing costs a minute at the documented pace. */
	callsPerMinute: number;
}

interface Awaited<I> {
	input: I;
	waitUpTo: number;
}

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

/** Seconds until it makes sense to check `count` things again without using up the limit. */
export const nextCheckIn = (count: number, callsPerMinute: number): number =>
	Math.max(SHORTEST_PAUSE_SECONDS, Math.ceil((count / callsPerMinute) * 60));

/** The shape of every Check Status: four outputs, an optional wait, one pause for all items. */
export function defineCheck<I>(spec: CheckSpec<I>): Operation {
	return defineOperation<Awaited<I>>({
		name: 'Check Status',
		action: spec.action,
		description: spec.description,
		outputs: 'status',
		fields: [...spec.fields, optionsOf(includeInputFields, waitUpTo)],
		read: (reader) => ({
			input: spec.read(reader),
			waitUpTo: reader.integer('options.waitUpTo', 0, LONGEST_WAIT_SECONDS) ?? 0,
		}),
		run: async (ctx, jobs) => {
			const deadline =
				performance.now() + Math.max(...jobs.map((job) => job.input.waitUpTo)) * 1000;
			const settled: Outcome[] = [];
			let open = jobs;
			for (;;) {
				const round = await checkOnce(ctx, spec, open);
				const left = deadline - performance.now();
				const seconds = nextCheckIn(round.running.length, spec.callsPerMinute);
				if (round.running.length === 0 || left <= 0) {
					return [...settled, ...round.outcomes].map((outcome) => timed(outcome, seconds));
				}
				settled.push(...round.outcomes.filter((_outcome, index) => !round.running.includes(index)));
				open = open.filter((_job, index) => round.running.includes(index));
				await pause(Math.min(left, seconds * 1000), signalOf(ctx));
			}
		},
	});
}

async function checkOnce<I>(
	ctx: IExecuteFunctions,
	spec: CheckSpec<I>,
	jobs: Array<Job<Awaited<I>>>,
) {
	const check = spec.check(ctx);
	const outcomes = await forEachJob(ctx, jobs, async ({ input }, item) => {
		const { status, thing } = await check(input, item);
		return [{ json: statusJson(status, thing), output: STATES.indexOf(status.state) }];
	});
	const running = outcomes.flatMap((outcome, index) =>
		!('failure' in outcome) && outcome.output === STATES.indexOf('inProgress') ? [index] : [],
	);
	return { outcomes, running };
}

/** The same pause on every item, since a Wait node reads the first one only. */
const timed = (outcome: Outcome, nextCheckInSeconds: number): Outcome =>
	'failure' in outcome ? outcome : { ...outcome, json: { ...outcome.json, nextCheckInSeconds } };
