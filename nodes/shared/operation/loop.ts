import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { Failure } from '../failure';
import { flag, numberOption } from '../form/fields';
import type { Reader } from '../reader/reader';
import { asNumber, asObject, asText } from '../values';
import { keptOf, withoutSecrets } from './keptInput';
import type { Outcome } from './operation';
import { OUTPUTS } from './outputs';
import { STATES } from './status';

/**
 * A polling loop on the canvas: Check Status, and a Wait on its In Progress output. All that the
 * loop has to remember stands on its items, since n8n stores them while Wait waits, and another
 * process may go on with them.
 */
export interface LoopOptions {
	/** Nothing leaves by its own output until nothing is in progress any more. */
	leaveTogether: boolean;
	/** Checks after which what is still in progress leaves by Needs Action. */
	giveUpAfter: number;
}

/** What an item of the loop carries. */
interface Polling {
	/** Checks of it, or of the others while it waits for them. */
	round: number;
	/** The output that a settled item waits to leave by. */
	leavesBy?: string;
	/** Of an item that failed: what it leaves as. */
	failure?: IDataObject;
}

const POLLING = 'polling';
const USUAL_ROUNDS = 60;
const MOST_ROUNDS = 10_000;
const LONGEST_PAUSE_SECONDS = 3600;
/** After half of the time that a thing has taken so far it is soon enough to ask again. */
const GROWTH = 1.5;

const IN_PROGRESS = STATES.indexOf('inProgress');
const NEEDS_ACTION = STATES.indexOf('needsAction');

/** Of items that all were settled before. */
const ENDLESS: LoopOptions = { leaveTogether: false, giveUpAfter: Infinity };

export const loopFields: INodeProperties[] = [
	flag(
		'Leave Together',
		'leaveTogether',
		'Whether all items stay on In Progress until none is in progress any more, and then each leaves once by its own output. For a loop through a Wait node; a settled item is not asked again.',
	),
	numberOption(
		'Give Up After (Checks)',
		'giveUpAfter',
		'What is still in progress at this check of a loop leaves by Needs Action. With Leave Together it is 60 unless set, some two days with the pauses that the items propose.',
		{ min: 1, max: MOST_ROUNDS, default: USUAL_ROUNDS },
	),
];

export function readLoop(reader: Reader): LoopOptions {
	const leaveTogether = reader.boolean('options.leaveTogether') ?? false;
	const rounds = reader.integer('options.giveUpAfter', 1, MOST_ROUNDS);
	return { leaveTogether, giveUpAfter: rounds ?? (leaveTogether ? USUAL_ROUNDS : Infinity) };
}

/** What left by the Error output has an `error`, to which n8n adds what the item came in with. */
function pollingOf(json: IDataObject = {}): Polling {
	if ('error' in json) return { round: 0 };
	const { round, leavesBy, failure } = asObject(json[POLLING]);
	return {
		round: Math.max(0, Math.trunc(asNumber(round) ?? 0)),
		...(outputNamed(leavesBy) >= 0 ? { leavesBy: String(leavesBy) } : {}),
		...(failure === undefined ? {} : { failure: asObject(failure) }),
	};
}

const outputNamed = (name: unknown): number =>
	OUTPUTS.status.findIndex((output) => output === name);

/** How often the item was checked before it came in now. */
export const roundsOf = (json: IDataObject | undefined): number => pollingOf(json).round;

/** The pause before the next check, longer with each that a thing has been through. */
export const pauseAfter = (rounds: number, seconds: number): number =>
	Math.max(seconds, Math.round(Math.min(LONGEST_PAUSE_SECONDS, seconds * GROWTH ** rounds)));

/** The outcome that an item brings along from an earlier round; then nothing is asked of it. */
export function settledBefore(item: number, json: IDataObject | undefined): Outcome | undefined {
	const { leavesBy, failure } = pollingOf(json);
	if (leavesBy === undefined) return undefined;
	if (failure) return { item, failure: failureOf(failure) };
	return { item, json: withoutSecrets(json ?? {}), output: outputNamed(leavesBy) };
}

function failureOf({ error, details }: IDataObject): Failure {
	const { ids, code, retryable, whoActs, nextStep } = asObject(details);
	return new Failure({
		class: 'fixWorld',
		message: asText(error) ?? 'The reason is not known',
		code: asText(code),
		ids: asObject(ids),
		retryable: retryable === true,
		whoActs: asText(whoActs),
		nextStep: asText(nextStep),
	});
}

type Outputs = INodeExecutionData[][];

/** What leaves now and what goes round once more, of the items as they would leave. */
export function keepInLoop(
	outputs: Outputs,
	inputs: INodeExecutionData[],
	{ leaveTogether, giveUpAfter }: LoopOptions = ENDLESS,
): Outputs {
	const clean = outputs.map((items) => items.map(unmarked));
	const checked = (clean[IN_PROGRESS] ?? []).map((item) => ({
		item,
		round: roundsOf(inputOf(item, inputs)) + 1,
	}));
	const over = checked.filter(({ round }) => round >= giveUpAfter);
	const running = checked
		.filter(({ round }) => round < giveUpAfter)
		.map(({ item, round }) => marked(item, { round }));
	const leaving = clean.map((items, output) => {
		if (output === IN_PROGRESS) return [];
		return output === NEEDS_ACTION ? [...items, ...over.map(givenUp)].sort(byInput) : items;
	});
	if (!leaveTogether || running.length === 0) return onInProgress(leaving, running);
	const pause = running[0]?.json.nextCheckInSeconds;
	const settled = leaving.flatMap((items, output) =>
		items.map((item) => held(item, output, inputOf(item, inputs), pause)),
	);
	return onInProgress(
		leaving.map(() => []),
		[...running, ...settled].sort(byInput),
	);
}

const onInProgress = (outputs: Outputs, items: INodeExecutionData[]): Outputs =>
	outputs.map((others, output) => (output === IN_PROGRESS ? items : others));

const givenUp = ({ item, round }: { item: INodeExecutionData; round: number }) => ({
	...item,
	json: {
		...item.json,
		state: STATES[NEEDS_ACTION],
		whoActs: 'certificate manager',
		nextStep: `Still in progress at check ${round}, the last that 'Give Up After' allows: look it up at the service, or check it again later. ${asText(item.json.nextStep) ?? ''}`,
	},
});

/** A settled item as it goes round with the others; one that failed with all that it came in with. */
function held(
	item: INodeExecutionData,
	output: number,
	input: IDataObject | undefined,
	nextCheckInSeconds: IDataObject[string],
): INodeExecutionData {
	// Only what failed has an `error`.
	const failed = 'error' in item.json;
	return marked(
		{ ...item, json: { ...(failed ? keptOf(input) : item.json), nextCheckInSeconds } },
		{
			round: roundsOf(input) + 1,
			leavesBy: OUTPUTS.status[output],
			...(failed ? { failure: item.json } : {}),
		},
	);
}

const marked = (item: INodeExecutionData, polling: Polling): INodeExecutionData => ({
	...item,
	json: { ...item.json, [POLLING]: { ...polling } },
});

const unmarked = (item: INodeExecutionData): INodeExecutionData => ({
	...item,
	json: Object.fromEntries(Object.entries(item.json).filter(([name]) => name !== POLLING)),
});

const inputAt = ({ pairedItem }: INodeExecutionData): number =>
	Number(asObject(pairedItem).item ?? 0);

const inputOf = (item: INodeExecutionData, inputs: INodeExecutionData[]): IDataObject | undefined =>
	inputs[inputAt(item)]?.json;

const byInput = (a: INodeExecutionData, b: INodeExecutionData): number => inputAt(a) - inputAt(b);
