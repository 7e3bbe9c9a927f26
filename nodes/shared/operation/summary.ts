import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../failure';
import { groupBy, itemRanges } from './itemRanges';
import type { Outcome, Presentation } from './operation';
import { OUTPUTS } from './outputs';

interface Run {
	spec: Presentation;
	outcomes: Outcome[];
	/** The items were refused before the first call. */
	nothingSent?: boolean;
	safeAgain?: boolean;
}

export interface Summary {
	message: string;
	description: string;
	/** It tells an id of what was bought or made, or an outcome that nobody knows. */
	mayBePaid: boolean;
}

/** Room is left for what the wrapper puts in front. */
const MESSAGE_LIMIT = 280;
/** Reasons beyond these are told by their items only, unless something may have been bought. */
const MOST_REASONS = 100;
/** Of a longer group the ids are told only if something may have been bought. */
const MOST_IDS = 20;
const SAFE_AGAIN = 'Running the same items again is safe: what is already there is adopted.';
const NOT_SAFE_AGAIN =
	'Running the same items again repeats those that are done: run only those that are not.';

type Failed = Extract<Outcome, { failure: Failure }>;
type Done = Exclude<Outcome, Failed>;

/**
 * The one error of Stop mode: the message counts and shows the first reason; the description
 * lists every id that was bought or made and every item that was not, with its reason.
 */
export function summarise({ spec, outcomes, nothingSent, safeAgain }: Run): Summary {
	const failed = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome] : []));
	const done = outcomes.flatMap((outcome) => ('failure' in outcome ? [] : [outcome]));
	const first = failed[0];
	const reason = first ? `[item ${first.item}] ${first.failure.message}` : '';
	const head = nothingSent
		? `${failed.length} item(s) were refused and nothing was sent. `
		: `${done.length} done, ${failed.length} not done. `;
	const doneLines = done.map((outcome) => doneLine(spec, outcome)).filter((line) => line !== '');
	const lines = [
		...doneLines,
		...failedLines(spec, failed),
		nothingSent ? '' : safeAgain ? SAFE_AGAIN : NOT_SAFE_AGAIN,
	];
	return {
		message: shorten(`${head}${reason}`, MESSAGE_LIMIT),
		description: lines.filter((line) => line !== '').join('\n'),
		mayBePaid: doneLines.length > 0 || failed.some(mayBeBoughtBy(spec)),
	};
}

/** The first field is the ID that the service gave. */
const mayBeBoughtBy =
	({ idFields: [idField = ''] = [] }: Presentation) =>
	({ failure }: Failed): boolean =>
		failure.class === 'unclear' || failure.ids[idField] !== undefined;

/** Never shortened: these are the ids of what was bought. */
function doneLine(spec: Presentation, { item, json, output = 0 }: Done): string {
	const ids = (spec.idFields ?? []).flatMap((name) =>
		json[name] === undefined || json[name] === null ? [] : [`${name} ${String(json[name])}`],
	);
	// What left by another output than the first is told by the name of that output.
	const named = output === 0 ? 'Done' : OUTPUTS[spec.outputs ?? 'main'][output];
	const told = json.unclear === true ? 'Unclear' : named;
	return ids.length > 0 ? `${told}: [item ${item}] ${ids.join(', ')}` : '';
}

/** One line for each reason. */
function failedLines(spec: Presentation, failed: Failed[]): string[] {
	const mayBeBought = mayBeBoughtBy(spec);
	const reasons = groupBy(failed, ({ failure }) =>
		[failure.class, failure.message, failure.code, failure.nextStep].join(' '),
	);
	const shown = reasons.filter((group, at) => at < MOST_REASONS || group.some(mayBeBought));
	const rest = reasons.filter((group) => !shown.includes(group)).flat();
	const others = `Not done, each for a reason of its own: [${itemRanges(rest.map(({ item }) => item))}]`;
	const lines = shown.map((group) =>
		failedLine(group, group.length <= MOST_IDS ? group : group.filter(mayBeBought)),
	);
	return rest.length > 0 ? [...lines, others] : lines;
}

function failedLine(group: Failed[], withIds: Failed[]): string {
	const { message = '', code, nextStep = '', class: kind } = group[0]?.failure ?? {};
	const label = kind === 'unclear' ? 'Unclear' : 'Not done';
	const ids = withIds.flatMap(({ failure }) => idsText(failure.ids) || []);
	const known = ids.length > 0 ? ` (${ids.join('; ')})` : '';
	const where = itemRanges(group.map(({ item }) => item));
	return `${label}: [${where}] ${message}${known}. ${nextStep}${code ? ` (code ${code})` : ''}`;
}

const idsText = (ids: IDataObject): string =>
	Object.entries(ids)
		.map(([name, id]) => `${name} ${String(id)}`)
		.join(', ');

const shorten = (text: string, limit: number): string =>
	text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
