import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../failure';
import { OWN } from '../ownCodes';
import { groupBy, itemRanges } from './itemRanges';
import { nameOf, otherIds } from './named';
import type { Outcome, Presentation } from './operation';
import { OUTPUTS } from './outputs';
import type { Told } from './told';

interface Run {
	spec: Presentation;
	outcomes: Outcome[];
	/** What the form says of the things, by item. */
	names?: Map<number, IDataObject>;
	/** The items were refused before the first call. */
	nothingSent?: boolean;
	safeAgain?: boolean;
}

export interface Summary {
	message: string;
	told: Told;
	/** It tells an id of what was bought or made, or an outcome that nobody knows. */
	mayBePaid: boolean;
}

/** Room is left for what the wrapper puts in front. */
const MESSAGE_LIMIT = 280;
/** Reasons beyond these are told by their items only, unless something may have been bought. */
const MOST_REASONS = 100;
/** Of a longer group the things are named only if something may have been bought. */
const MOST_NAMES = 20;
const SAFE_AGAIN = 'Running the same items again is safe: what is already there is adopted.';
const NOT_SAFE_AGAIN =
	'Running the same items again repeats those that are done: run only those that are not.';

type Failed = Extract<Outcome, { failure: Failure }>;
type Done = Exclude<Outcome, Failed>;

/**
 * The one error of Stop mode: the message counts and gives the cause. Below it stand all items that
 * were not done, that of the cause with what to do only, and every id that was bought or made.
 */
export function summarise(run: Run): Summary {
	const { spec, outcomes, safeAgain } = run;
	const failed = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome] : []));
	const done = outcomes.flatMap((outcome) => ('failure' in outcome ? [] : [outcome]));
	const groups = groupBy(failed, ({ failure }) =>
		[failure.class, failure.message, failure.code, failure.nextStep].join(' '),
	).sort(([a], [b]) => rankOf(a) - rankOf(b));
	const message = messageOf(run, groups[0], done.length, failed.length);
	const doneLines = done.map((outcome) => doneLine(run, outcome)).filter((line) => line !== '');
	const mayBePaid = doneLines.length > 0 || failed.some(mayBeBoughtBy(spec));
	return {
		message,
		told: {
			lines: [...failedLines(run, groups, message), ...doneLines],
			end: !mayBePaid ? '' : safeAgain ? SAFE_AGAIN : NOT_SAFE_AGAIN,
		},
		mayBePaid,
	};
}

/** What ended the run, then what may have been bought; what was not tried has no cause of its own. */
function rankOf(one: Failed | undefined): number {
	if (one?.failure.code === OWN.notTried.code) return 3;
	if (one?.failure.everybody) return 0;
	return one?.failure.class === 'unclear' ? 1 : 2;
}

function messageOf(run: Run, cause: Failed[] | undefined, done: number, notDone: number): string {
	const refused = notDone === 1 ? '1 item was' : `${notDone} items were`;
	const head = run.nothingSent
		? `${refused} refused and nothing was sent.`
		: `${done} done, ${notDone} not done.`;
	const [first] = cause ?? [];
	if (!cause || !first) return head;
	const name = nameOf(run.spec, knownOf(run, first, first.failure.ids));
	const others = cause.length > 1 && name ? ` and ${cause.length - 1} more` : '';
	const which = name ? `${name}${others}: ` : '';
	return shorten(`${head} [${rangesOf(cause)}] ${which}${first.failure.message}`, MESSAGE_LIMIT);
}

const rangesOf = (outcomes: Outcome[]): string => itemRanges(outcomes.map(({ item }) => item));

const knownOf = ({ names }: Run, { item }: Outcome, ids: IDataObject): IDataObject => ({
	...names?.get(item),
	...ids,
});

/** The first field is the ID that the service gave. */
const mayBeBoughtBy =
	({ idFields: [idField = ''] = [] }: Presentation) =>
	({ failure }: Failed): boolean =>
		failure.class === 'unclear' || failure.ids[idField] !== undefined;

/** Never shortened: these are the ids of what was bought. */
function doneLine(run: Run, outcome: Done): string {
	const { json, output = 0 } = outcome;
	const { idFields = [], outputs = 'main' } = run.spec;
	const ids = Object.fromEntries(idFields.map((field) => [field, json[field]]));
	const isUnclear = json.unclear === true;
	// What left by another output than the first is told by the name of that output.
	const named = output === 0 ? 'Done' : OUTPUTS[outputs][output];
	const which = whichOf(run, outcome, ids, isUnclear);
	return otherIds(run.spec, ids, { withKeys: true }).length > 0 || nameOf(run.spec, ids)
		? `${isUnclear ? 'Unclear' : named}: [item ${outcome.item}] ${which}`
		: '';
}

/** Name and ids: "www.example.com (order ID 17)". */
function whichOf(run: Run, outcome: Outcome, ids: IDataObject, withKeys: boolean): string {
	const name = nameOf(run.spec, knownOf(run, outcome, ids));
	const others = otherIds(run.spec, ids, { withKeys }).join(', ');
	return name && others ? `${name} (${others})` : name || others;
}

/** One line for each reason. */
function failedLines(run: Run, reasons: Failed[][], message: string): string[] {
	const mayBeBought = mayBeBoughtBy(run.spec);
	const shown = reasons.filter((group, at) => at < MOST_REASONS || group.some(mayBeBought));
	const rest = reasons.filter((group) => !shown.includes(group)).flat();
	const isTold = ([first]: Failed[]) => message.endsWith(first?.failure.message ?? message);
	const lines = shown.map((group, at) => failedLine(run, group, at === 0 && isTold(group)));
	const others = `Not done, each for a reason of its own: [${rangesOf(rest)}]`;
	return rest.length > 0 ? [...lines, others] : lines;
}

function failedLine(run: Run, group: Failed[], isTold: boolean): string {
	const { message: reason = '', code, nextStep = '', class: kind } = group[0]?.failure ?? {};
	const isUnclear = kind === 'unclear';
	const named = group.length <= MOST_NAMES ? group : group.filter(mayBeBoughtBy(run.spec));
	const which = named
		.map((outcome) => whichOf(run, outcome, outcome.failure.ids, isUnclear))
		.filter((text) => text !== '')
		.join('; ');
	const where = `[${rangesOf(group)}]${which && ` ${which}`}`;
	if (code === OWN.notTried.code) return `Not tried: ${where}`;
	const why = isTold ? '' : `${reason}. `;
	const label = isUnclear ? 'Unclear' : 'Not done';
	return `${label}: ${where}${which ? ':' : ''} ${why}${nextStep}${code ? ` (code ${code})` : ''}`;
}

const shorten = (text: string, limit: number): string =>
	text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
