import { asObject, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import type { Stage, Warning } from '../warnings';
import { warningsIn } from '../warnings';
import type { Change } from './changes';
import type { ChangeRef, InputName } from './inputs';
import { asksFor, readInput, sendInput, untilTaken } from './inputs';

/** By which a change asks whether they are accepted. */
export const INPUT: Record<Stage, InputName> = {
	pre: 'pre-verification-warnings',
	post: 'post-verification-warnings',
};

const STAGES: readonly Stage[] = ['pre', 'post'];

/** What a change warns of now, and at which stage. */
export interface AskedWarnings {
	stage: Stage;
	warnings: Warning[];
}

/** Undefined where the change does not wait for a decision on warnings. */
export const stageOf = (change: Change): Stage | undefined =>
	STAGES.find((stage) => asksFor(change, INPUT[stage]));

export const getWarningsOf = async (
	cps: Cps,
	ref: ChangeRef,
	stage: Stage,
	signal: AbortSignal | undefined,
): Promise<AskedWarnings> =>
	await readInput(
		cps,
		ref,
		{ name: INPUT[stage], accept: MEDIA_TYPE.warnings },
		(body) => asWarnings(body, stage),
		signal,
	);

/** The text may be empty. */
function asWarnings(body: unknown, stage: Stage): AskedWarnings | undefined {
	if (!isObject(body)) return undefined;
	const { warnings } = asObject(body);
	return typeof warnings === 'string' ? { stage, warnings: warningsIn(warnings) } : undefined;
}

export async function acknowledge(
	cps: Cps,
	ref: ChangeRef,
	stage: Stage,
	until: { withinMs: number; signal: AbortSignal | undefined },
): Promise<void> {
	await sendInput(cps, ref, {
		update: `${INPUT[stage]}-ack`,
		contentType: MEDIA_TYPE.acknowledgement,
		body: { acknowledgement: 'acknowledge' },
	});
	await untilTaken(cps, ref, INPUT[stage], until);
}
