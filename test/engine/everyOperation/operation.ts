import type { FaultMatch, FaultName, FaultSetting } from '../../../sandbox/simulator/faults';
import type { NodeOptions, NodeRun } from '../../support/engine';

export type Options = Partial<NodeOptions>;

/** A run that can be made again with the same items. */
export interface Job {
	run(options?: Options): Promise<NodeRun>;
	/** The same as another process would run it, whose limiter knows nothing of this one's waits. */
	elsewhere(): Promise<NodeRun>;
	/** With a limit of one call. */
	limited(options: Options): Promise<NodeRun>;
	/** What identifies the things on the items of a run. */
	idsOn(run: NodeRun): unknown[];
	/** The same things in the books of the service, each as often as it was bought or done. */
	booked(): Promise<unknown[]>;
}

export interface Operation {
	name: string;
	/** The call that is struck. */
	match: FaultMatch;
	/** Calls that pass before. */
	after?: number;
	prepare(): Promise<Job>;
	/** Faults that lead into a pause of seconds, and how many calls they take. */
	pause: { faults: Array<[FaultName, Partial<FaultSetting>]>; calls: number };
}
