import type { IExecuteFunctions } from 'n8n-workflow';

import { searchFor } from '../../../../../shared/once/searchFor';
import { signalOf } from '../../../../../shared/time/stop';
import type { Cps } from '../../../../transport/cps';
import type { Existing } from './existing';
import { findExisting, NOTHING_SEEN } from './existing';
import type { NewEnrollment } from './newEnrollment';
import { wishOf } from './newEnrollment';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** What was refused lately, by the moment from which the list shows what was done all the same. */
const refused = new Map<string, number>();

const nameOf = ({ client }: Cps, wanted: NewEnrollment): string =>
	`${client.identity} ${wishOf(wanted)}`;

export function rememberRefused(cps: Cps, wanted: NewEnrollment): void {
	const now = performance.now();
	for (const [name, shownAt] of refused) if (shownAt < now) refused.delete(name);
	refused.set(nameOf(cps, wanted), now + wanted.visibleWithin * 1000);
}

/** Looks once, or, for what was refused a moment ago, for as long as the list may lag. */
export async function findBefore(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
	stepAside: () => void,
): Promise<Existing> {
	const withinMs = (refused.get(nameOf(cps, wanted)) ?? -Infinity) - performance.now();
	if (withinMs > 0) stepAside();
	let seen = NOTHING_SEEN;
	const look = async () => {
		seen = await findExisting(ctx, cps, wanted);
		return seen.same;
	};
	await searchFor(look, {
		firstPauseMs: FIRST_PAUSE_MS,
		longestPauseMs: LONGEST_PAUSE_MS,
		withinMs,
		signal: signalOf(ctx),
	});
	return seen;
}
