import type { Outcome, Presentation } from './operation';
import { OUTPUTS } from './outputs';

interface Summary {
	spec: Presentation;
	outcomes: Outcome[];
	/** The items were refused before the first call. */
	nothingSent?: boolean;
	safeAgain?: boolean;
}

/** Room is left for what the wrapper puts in front. */
const MESSAGE_LIMIT = 280;
const SAFE_AGAIN = 'Running the same items again is safe: what is already there is adopted.';
const NOT_SAFE_AGAIN =
	'Running the same items again repeats those that are done: run only those that are not.';

/**
 * The one error of Stop mode: the message counts and shows the first reason; the description
 * lists every id that was bought or made and every item that was not, with its reason.
 */
export function summarise({ spec, outcomes, nothingSent, safeAgain }: Summary) {
	const failed = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome] : []));
	const done = outcomes.flatMap((outcome) => ('failure' in outcome ? [] : [outcome]));
	const first = failed[0];
	const reason = first ? `[item ${first.item}] ${first.failure.message}` : '';
	const head = nothingSent
		? `${failed.length} item(s) were refused and nothing was sent. `
		: `${done.length} done, ${failed.length} not done. `;
	const lines = [
		...done.map(({ item, json, output = 0 }) => {
			const ids = (spec.idFields ?? []).flatMap((name) =>
				json[name] === undefined || json[name] === null ? [] : [`${name} ${String(json[name])}`],
			);
			// What left by another output than the first is told by the name of that output.
			const named = output === 0 ? 'Done' : OUTPUTS[spec.outputs ?? 'main'][output];
			const told = json.unclear === true ? 'Unclear' : named;
			return ids.length > 0 ? `${told}: [item ${item}] ${ids.join(', ')}` : '';
		}),
		...failed.map(({ item, failure }) => {
			const ids = Object.entries(failure.ids).map(([name, id]) => `${name} ${String(id)}`);
			const known = ids.length > 0 ? ` (${ids.join(', ')})` : '';
			return `Not done: [item ${item}] ${failure.message}${known}. ${failure.nextStep}`;
		}),
		nothingSent ? '' : safeAgain ? SAFE_AGAIN : NOT_SAFE_AGAIN,
	];
	return {
		message: shorten(`${head}${reason}`, MESSAGE_LIMIT),
		description: lines.filter((line) => line !== '').join('\n'),
	};
}

const shorten = (text: string, limit: number): string =>
	text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
