import { createHash } from 'node:crypto';

import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Failure } from '../failure';
import { asFailure } from '../failure';
import { executionOf, ownerOf } from '../http/caller';
import { FormPaths } from '../reader/formPaths';
import type { Reader } from '../reader/reader';
import { readerOfPoll } from '../reader/readers';
import type { Trouble } from './trouble';
import { afterFailure } from './trouble';
import type { Look, Sighting, WatchState } from './watchState';
import { advance, begin, fromData, toData } from './watchState';

/** What a look goes by. */
export interface Watching {
	now: number;
	/** ms: what was so before is not told. */
	began: number;
	/** `hint` of the last look; nothing at the first one. */
	hint: IDataObject;
	isFirst: boolean;
	/** On the clock of `performance`: a poll that takes longer is given up by n8n. */
	until: number;
}

export interface Looked extends Look {
	/** Of something that could not be looked at; what was found is told all the same. */
	failure?: Failure;
	/** Shown by a test in the editor where nothing is sighted. */
	example?: IDataObject;
}

interface EventSpec<I> {
	name: string;
	description: string;
	fields: INodeProperties[];
	read(reader: Reader): I;
	/** What is watched, and where: with anything else watching begins anew. */
	watched(ctx: IPollFunctions, input: I): Promise<unknown>;
	/** What is there at the beginning is told, too. */
	startsWithAll?(input: I): boolean;
	/** All that holds now and has not been over for long. It throws where the whole is not to be had. */
	look(ctx: IPollFunctions, input: I, watching: Watching): Promise<Looked>;
}

/** An event as the form offers it, and one poll for it. */
export interface WatchedEvent {
	name: string;
	description: string;
	fields: INodeProperties[];
	poll(ctx: IPollFunctions, event: string): Promise<INodeExecutionData[][] | null>;
}

export type EventMap = Record<string, WatchedEvent>;

/** Closes over the input type, so that events of different inputs share one map. */
export const defineEvent = <I>(spec: EventSpec<I>): WatchedEvent => ({
	...spec,
	poll: async (ctx, event) => await poll(ctx, spec, event),
});

/** The whole form of a trigger, made of the same map that polls. */
export function describeTrigger(map: EventMap): INodeProperties[] {
	const entries = Object.entries(map);
	const [first = ''] = Object.keys(map);
	const event: INodeProperties = {
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: entries
			.map(([value, { name, description }]) => ({ name, value, description }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: first,
	};
	const fields = entries.flatMap(([value, spec]) =>
		spec.fields.map(({ displayOptions, ...field }) => ({
			...field,
			displayOptions: { ...displayOptions, show: { event: [value], ...displayOptions?.show } },
		})),
	);
	return [event, ...fields];
}

export async function pollEvents(
	ctx: IPollFunctions,
	map: EventMap,
): Promise<INodeExecutionData[][] | null> {
	const chosen = String(ctx.getNodeParameter('event', ''));
	const event = map[chosen];
	if (event) return await event.poll(ctx, chosen);
	throw new NodeOperationError(ctx.getNode(), `There is no event "${chosen}"`);
}

/** Of each trigger of this process that polls, or that could not. */
interface Polls {
	isBusy: boolean;
	trouble?: Trouble;
}

const polls = new Map<string, Polls>();

/** n8n keeps one context for as long as a trigger is active. */
const active = new WeakSet<IPollFunctions>();

async function poll<I>(
	ctx: IPollFunctions,
	spec: EventSpec<I>,
	event: string,
): Promise<INodeExecutionData[][] | null> {
	const watcher = { ctx, spec, event };
	if (ctx.getMode() === 'manual') return await inTest(watcher).catch((error) => fail(ctx, error));
	const owner = ownerOf(ctx);
	const before = polls.get(owner);
	// n8n begins the next poll while a slow one is under way: both would tell the same.
	if (before?.isBusy) return null;
	polls.set(owner, { ...before, isBusy: true });
	let trouble: Trouble | undefined;
	let start: Start<I> | undefined;
	try {
		start = await startOf(watcher);
		const { items, failure } = await lookFrom(start, watcher);
		if (failure && items.length === 0) throw failure;
		trouble = failure && (before?.trouble ?? { since: performance.now() });
		return items.length > 0 ? [items] : null;
	} catch (error) {
		const failure = asFailure(error);
		const after = afterFailure(before?.trouble, failure, performance.now());
		trouble = after.trouble;
		if (after.isTold || isActivation(ctx, failure, start)) fail(ctx, failure, start?.state.looked);
		return null;
	} finally {
		active.add(ctx);
		if (trouble) polls.set(owner, { isBusy: false, trouble });
		else polls.delete(owner);
	}
}

/**
 * An error at the start keeps a workflow from becoming active: right where a person does it and has
 * to correct something, or where it is not known yet what was there before; not at each start of n8n.
 */
function isActivation<I>(
	ctx: IPollFunctions,
	{ retryable }: Failure,
	start: Start<I> | undefined,
): boolean {
	if (active.has(ctx)) return false;
	const isByHand = ['activate', 'create'].includes(ctx.getActivationMode());
	return start ? start.isFirst || (isByHand && !retryable) : isByHand || !hasState(ctx);
}

const STATE = 'watch';

const hasState = (ctx: IPollFunctions): boolean => STATE in ctx.getWorkflowStaticData('node');

interface Watcher<I> {
	ctx: IPollFunctions;
	spec: EventSpec<I>;
	event: string;
}

interface Start<I> {
	input: I;
	/** What is watched. */
	of: string;
	state: WatchState;
	isFirst: boolean;
}

async function startOf<I>({ ctx, spec, event }: Watcher<I>): Promise<Start<I>> {
	const input = inputOf(ctx, spec);
	const of = hashOf([event, await spec.watched(ctx, input)]);
	const known = fromData(of, ctx.getWorkflowStaticData('node')[STATE]);
	const withWhatIsThere = spec.startsWithAll?.(input) ?? false;
	const state = known ?? begin({ now: Date.now(), withWhatIsThere });
	return { input, of, state, isFirst: known === undefined };
}

async function lookFrom<I>({ input, of, state, isFirst }: Start<I>, watcher: Watcher<I>) {
	const { ctx, spec, event } = watcher;
	const watching = watchingFrom(ctx, state, isFirst);
	const look = await spec.look(ctx, input, watching);
	const after = advance(state, look, { now: watching.now, isFirst });
	// Only here, where nothing can go wrong any more.
	ctx.getWorkflowStaticData('node')[STATE] = toData(of, after.state);
	const items = after.events.map(({ eventId, sighting }) => itemOf(event, eventId, sighting.json));
	return { items, failure: look.failure };
}

/** A test in the editor shows one event that really is, and changes nothing. */
async function inTest<I>({ ctx, spec, event }: Watcher<I>) {
	const input = inputOf(ctx, spec);
	const before = begin({ now: Date.now(), withWhatIsThere: true });
	const look = await spec.look(ctx, input, watchingFrom(ctx, before, true));
	const newest = newestOf(look.sightings);
	if (newest) return [[itemOf(event, `${newest.thing}:${newest.what}`, newest.json)]];
	if (look.example) return [[itemOf(event, 'example', look.example)]];
	if (look.failure) throw look.failure;
	return null;
}

const newestOf = (sightings: Sighting[]): Sighting | undefined =>
	[...sightings].sort((a, b) => (b.since ?? 0) - (a.since ?? 0))[0];

function inputOf<I>(ctx: IPollFunctions, { fields, name, read }: EventSpec<I>): I {
	return read(readerOfPoll(ctx, new FormPaths(fields, name)));
}

/** Share of the time that n8n allows a poll; n8n 1.x does not say how long that is. */
const BUDGET_SHARE = 0.7;
const USUAL_BUDGET_MS = 300_000;

function watchingFrom(ctx: IPollFunctions, state: WatchState, isFirst: boolean): Watching {
	const budget = 'getPollBudgetMs' in ctx ? ctx.getPollBudgetMs() : USUAL_BUDGET_MS;
	const until = performance.now() + BUDGET_SHARE * budget;
	return { now: Date.now(), began: state.began, hint: state.hint, isFirst, until };
}

const itemOf = (event: string, eventId: string, json: IDataObject): INodeExecutionData => ({
	json: { eventId, event, ...json },
});

/** What is watched may name an account: it is kept as a hash. */
const hashOf = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

function fail(ctx: IPollFunctions, error: unknown, looked?: unknown): never {
	const { message, nextStep, whoActs, code } = asFailure(error);
	const age =
		typeof looked === 'number' && executionOf(ctx) === undefined
			? `Nothing has been looked at since ${new Date(looked).toISOString()}; what happens meanwhile is told later. `
			: '';
	const failed = new NodeOperationError(ctx.getNode(), message, {
		description: `${age}${nextStep} Who acts: ${whoActs}.${code ? ` (code ${code})` : ''}`,
	});
	// n8n puts words of its own in place of a message that holds "ECONNREFUSED" and the like.
	failed.message = message;
	throw failed;
}
