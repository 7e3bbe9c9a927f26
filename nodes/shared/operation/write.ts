import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asFailure, Failure } from '../failure';
import { inTurn } from '../once/inTurn';
import { writeOnce } from '../once/writeOnce';
import type { Reader } from '../reader/reader';
import { signalOf } from '../time/stop';
import { forEachJob } from './each';
import { defineOperation } from './execute';
import type { Operation, OperationSpec, Presentation } from './operation';

/** Made already; or asked for, so that somebody still has to approve it (HTTP 201 beside 204). */
export type Stands = 'done' | 'requested';

interface WriteSpec<I, T>
	extends Omit<Presentation, 'irreversible'>,
		Pick<OperationSpec<I>, 'check' | 'repeatable'> {
	read(reader: Reader): I;
	/**
	 * The thing as it is now: what is to be changed, or of what is to be made whatever shows that it
	 * exists. Read before the call, and again after an answer that does not prove success: then
	 * `before` says which thing it was.
	 */
	thing(ctx: IExecuteFunctions, input: I, before?: T): Promise<T>;
	/** Whether the call is still to be made; a Failure where the thing does not allow it. */
	stands(thing: T, input: I): 'open' | Stands | Failure;
	/** The call; gives the thing as its answer shows it. */
	write(ctx: IExecuteFunctions, input: I, thing: T): Promise<T>;
	/** What the item tells of the thing; `changed` and `recovered` come beside it. */
	item(thing: T, stands: Stands, input: I): IDataObject | IDataObject[];
	/** The fields by which failures name the thing. */
	ids(input: I, thing?: T): IDataObject;
	/** What is not known after a lost answer: "request 113 was decided". */
	deed(thing: T): string;
	/** Writes with the same text go one after the other within this process. */
	turn?(ctx: IExecuteFunctions, input: I): Promise<string>;
	/** Seconds until a list shows what was made; 0 for what the thing itself tells. */
	visibleWithin?(input: I): number;
}

/** An operation that changes something, at most once, whatever becomes of the answer. */
export const defineWrite = <I, T>(spec: WriteSpec<I, T>): Operation =>
	defineOperation<I>({
		...spec,
		irreversible: true,
		run: async (ctx, jobs) =>
			await forEachJob(ctx, jobs, async (input, { stepAside }) =>
				(await inOwnTurn(ctx, spec, input, stepAside)).map((json) => ({ json })),
			),
	});

const turns = new Map<string, Promise<unknown>>();

async function inOwnTurn<I, T>(
	ctx: IExecuteFunctions,
	spec: WriteSpec<I, T>,
	input: I,
	stepAside: () => void,
): Promise<IDataObject[]> {
	const write = async () => await writeItem(ctx, spec, input, stepAside);
	if (!spec.turn) return await write();
	return await inTurn(turns, await spec.turn(ctx, input), signalOf(ctx), write);
}

async function writeItem<I, T>(
	ctx: IExecuteFunctions,
	spec: WriteSpec<I, T>,
	input: I,
	stepAside: () => void,
): Promise<IDataObject[]> {
	let ids = spec.ids(input);
	let deed = 'it was done';
	let before: T | undefined;
	const look = async () => {
		const thing = await spec.thing(ctx, input, before);
		before ??= thing;
		ids = spec.ids(input, thing);
		deed = spec.deed(thing);
		const stands = spec.stands(thing, input);
		if (stands instanceof Failure) return { is: 'refused' as const, failure: stands };
		return { is: stands === 'open' ? ('open' as const) : ('stands' as const), thing };
	};
	try {
		const { thing, how: written } = await writeOnce<T>({
			look,
			send: async (thing) => await spec.write(ctx, input, thing),
			unclear: (cause) => unclear(deed, cause, spec.repeatable?.([input]) ?? true),
			visibleWithinMs: (spec.visibleWithin?.(input) ?? 0) * 1000,
			signal: signalOf(ctx),
			stepAside,
		});
		const stands = spec.stands(thing, input);
		const items = spec.item(thing, stands === 'requested' ? 'requested' : 'done', input);
		const how = {
			changed: written !== 'found',
			...(written === 'recovered' ? { recovered: true } : {}),
		};
		return [items].flat().map((item) => ({ ...item, ...how }));
	} catch (error) {
		throw asFailure(error).knowing(ids);
	}
}

const unclear = (deed: string, cause: Failure, safeAgain: boolean): Failure =>
	new Failure({
		class: 'unclear',
		code: cause.code,
		message: `It is not known whether ${deed}. ${cause.message}`,
		nextStep: safeAgain
			? 'Run the same item again: what was done already is left as it is.'
			: 'Run the same item again if doing it twice does no harm.',
	});
