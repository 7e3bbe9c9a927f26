import { asNumber } from '../values';
import type { PacingFields } from './pacingFields';
import type { Window } from './rollingWindow';

/** Windows of a credential: documented or its own figures, times this worker's share. */
export function windowsOf(fields: Record<string, unknown>, documented: PacingFields): Window[] {
	const own = fields.pacing === 'custom' ? fields : {};
	const figure = (name: keyof PacingFields) => positive(own[name], documented[name]);
	const share = Math.min(positive(fields.sharePercent, 100), 100) / 100;
	const window = (requests: number, seconds: number): Window => ({
		requests: Math.max(1, Math.floor(requests * share)),
		milliseconds: seconds * 1000,
	});
	return [
		window(figure('burstRequests'), figure('burstSeconds')),
		window(figure('sustainedRequests'), figure('sustainedSeconds')),
	];
}

/** An expression in a credential gives text. */
function positive(value: unknown, fallback: number): number {
	const number = asNumber(value);
	return number !== undefined && number > 0 ? number : fallback;
}
