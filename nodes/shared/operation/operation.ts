import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import type { Failure } from '../failure';
import type { Reader } from '../reader/reader';
import type { OutputSet } from './outputs';

/** What one input became: an item on an output, or a failure. */
export type Outcome =
	| { item: number; json: IDataObject; output?: number; binary?: IBinaryKeyData; hint?: string }
	| { item: number; failure: Failure };

/** One unit of work: an input item, or one host of it. */
export interface Job<I> {
	item: number;
	input: I;
}

export interface Presentation {
	/** Option name in the form, e.g. "Get Many". */
	name: string;
	action: string;
	description: string;
	fields: INodeProperties[];
	outputs?: OutputSet;
	/** Spends money or cannot be undone: hidden from AI agents and refused when one calls it. */
	irreversible?: boolean;
	/** Fields of a result that say what was bought or made; listed in the error of Stop mode. */
	idFields?: string[];
	/** Fields whose expression may give nothing: keys that are looked up, the newest of several. */
	mayBeEmpty?: string[];
	/** Fields that this item needs by what its others say, beside those that the form marks. */
	needs?(reader: Reader): string[];
	/** Fields by which people know the thing, in the form and in the result; else the first required one. */
	namedBy?: string[];
	/** A list may give an input no item at all; everything else gives at least one. */
	many?: boolean;
}

type Check<I> = (
	jobs: Array<Job<I>>,
	ctx: IExecuteFunctions,
) => Map<Job<I>, Failure> | Promise<Map<Job<I>, Failure>>;

export interface OperationSpec<I> extends Presentation {
	/**
	 * Reads and checks one item's parameters; throws a Failure. A bulk item gives several jobs,
	 * and a Failure for each of its things that cannot be used.
	 */
	read(reader: Reader): I | Array<I | Failure>;
	/** Refuses jobs that contradict each other. */
	check?: Check<I>;
	/** Refuses what the account would refuse; reads only, and only if nothing stops the run yet. */
	preflight?: Check<I>;
	/** Called once with every good job; gives at least one outcome for each. */
	run(ctx: IExecuteFunctions, jobs: Array<Job<I>>): Promise<Outcome[]>;
	/** Whether the same items may simply be run again, as the error of Stop mode says; default yes. */
	repeatable?(inputs: I[]): boolean;
	/** The outcome that an item brings along; it is neither read nor run again. */
	settledBefore?(item: number, json: IDataObject | undefined): Outcome | undefined;
	/** Has the last word on which output each item leaves by. */
	sort?(
		outputs: INodeExecutionData[][],
		inputs: INodeExecutionData[],
		jobs: Array<Job<I>>,
	): INodeExecutionData[][];
}

export interface Operation extends Presentation {
	execute(ctx: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

export type OperationMap = Record<string, { name: string; operations: Record<string, Operation> }>;
