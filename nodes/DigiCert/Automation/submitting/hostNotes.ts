import { createHash } from 'node:crypto';

import { identityOf } from '../../api/hosts';
import type { HostInput } from '../fields/hosts';
import type { HostRun } from './hostRun';

/**
 * What stands beside the note of a host. `lost`: its answer was. `over`: it was refused, or a run has
 * told of its note. `placed`: DigiCert took it, when is told by a note of its own; stands alone.
 */
export type Mark = 'lost' | 'over' | 'placed';

/** The store keeps no times: of Duplicate Window it is noted in which part of it a host was placed. */
const SLICES = 24;
const HOUR = 3_600_000;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const noteOf = <I extends HostInput>({ scope, job }: HostRun<I>): string =>
	hash(identityOf(scope, job.input.host));

export const markOf = <I extends HostInput>(run: HostRun<I>, mark: Mark): string =>
	hash(`${noteOf(run)} ${mark}`);

const sliceOf = <I extends HostInput>(
	run: HostRun<I>,
	windowHours: number,
	ago: number,
): string => {
	const slice = Math.floor((Date.now() * SLICES) / (windowHours * HOUR)) - ago;
	return hash(`${noteOf(run)} placed ${windowHours} ${slice}`);
};

/** What tells later that the host was placed now; nothing where no later run is to be held back. */
export const placedNow = <I extends HostInput>(run: HostRun<I>, windowHours: number): string[] =>
	windowHours > 0 ? [markOf(run, 'placed'), sliceOf(run, windowHours, 0)] : [];

/** One of these is noted if it was placed within the window, of which the last part is left out. */
export const placedIn = <I extends HostInput>(run: HostRun<I>, windowHours: number): string[] =>
	Array.from({ length: SLICES }, (_, ago) => sliceOf(run, windowHours, ago));
