import type { IExecuteFunctions } from 'n8n-workflow';

import { Failure } from '../../../../../shared/failure';
import type { Answer } from '../../../../../shared/http/exchange';
import { retryAfterMs } from '../../../../../shared/http/retryAfter';
import { pause } from '../../../../../shared/time/pause';
import { signalOf } from '../../../../../shared/time/stop';
import { AKAMAI_OWN } from '../../../../transport/ownCodes';
import type { NewEnrollment } from './newEnrollment';
import { allowsDuplicates } from './newEnrollment';

/** Between two attempts of one item, whatever the service asks. */
const SHORTEST_TURN_MS = 1_000;

/**
 * With duplicates allowed nothing but a look tells that another execution was served first. A slot
 * comes an interval after the creation before, so within half of one a look has come in between; where
 * there is no interval, another creation under way is waited for all the same.
 */
export const untilNextLook = (wanted: NewEnrollment): number =>
	allowsDuplicates(wanted) ? Math.max(wanted.interval / 2, SHORTEST_TURN_MS / 1000) : Infinity;

export const noTurn = (
	{ contractId, interval, patience }: NewEnrollment,
	cause: Failure,
): Failure =>
	new Failure({
		...cause,
		message: `Contract ${contractId} takes one new enrollment in ${interval} s; no turn came within ${patience} s`,
	});

export const waitedHint = ({ contractId, interval }: NewEnrollment): string =>
	`Waited for its turn: CPS takes one new enrollment of contract ${contractId} in ${interval} s`;

/**
 * Waits a part of the interval. It ends after one interval and a bit: a conflict that lasts longer
 * has another cause, such as an enrollment that this API client cannot see.
 */
export async function awaitTurn(
	ctx: IExecuteFunctions,
	{ interval, patience, contractId }: NewEnrollment,
	{ answer, refusal, waited }: { answer: Answer; refusal: Failure; waited: number },
): Promise<void> {
	const left = Math.min(patience, interval * 1.2) * 1000 - waited;
	if (left <= 0) {
		throw new Failure({
			class: 'wait',
			code: AKAMAI_OWN.conflict.code,
			message: `${refusal.message}. Contract ${contractId} takes one new enrollment in ${interval} s`,
			nextStep: `Nothing was done. Run this item again in ${interval} s; if it stays, the common name is taken where this API client cannot look.`,
		});
	}
	// Zero or a date in the past asks for nothing, and asking again at once would be a storm.
	const asked = retryAfterMs(answer.headers['retry-after'], Date.now()) || interval * 200;
	await pause(Math.min(left, Math.max(asked, SHORTEST_TURN_MS)), signalOf(ctx));
}
