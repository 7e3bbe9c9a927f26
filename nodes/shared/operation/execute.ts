import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';

import { asFailure, Failure } from '../failure';
import { FormPaths } from '../reader/formPaths';
import { knownIn } from '../reader/knownIn';
import { openFields, openFor } from '../reader/open';
import { readerOfItem } from '../reader/readers';
import { signalOf } from '../time/stop';
import { groupBy, itemRanges } from './itemRanges';
import { namingFields } from './named';
import { keptOf } from './keptInput';
import type { Job, Operation, OperationSpec, Outcome, Presentation } from './operation';
import { OUTPUTS } from './outputs';
import { summarise, type Summary } from './summary';
import { asHtml, asPlain } from './told';

/** Closes over the input type, so that operations of different inputs share one map. */
export function defineOperation<I>(spec: OperationSpec<I>): Operation {
	return { ...spec, execute: async (ctx) => await runOperation(ctx, spec) };
}

/**
 * The one item wrapper. Reads and checks every item before the first call, runs the good ones and
 * accounts for each input in all three On Error modes (promise 3 of docs/reliability.md).
 */
export async function runOperation<I>(
	ctx: IExecuteFunctions,
	spec: OperationSpec<I>,
): Promise<INodeExecutionData[][]> {
	const stop = !ctx.continueOnFail();
	const { jobs: read, settled, refused, keepsInput, names } = await readJobs(ctx, spec);
	let jobs = await passing(ctx, read, refused, spec.check);
	if (!stop || refused.length === 0) jobs = await passing(ctx, jobs, refused, spec.preflight);
	if (stop && refused.length > 0) {
		refused.sort(byItem);
		throw stopError(ctx, summarise({ spec, names, outcomes: refused, nothingSent: true }), refused);
	}
	const run = jobs.length > 0 ? await runJobs(ctx, spec, jobs) : [];
	const outcomes = [...settled, ...refused, ...run];
	outcomes.sort(byItem);
	const safeAgain = spec.repeatable?.(jobs.map(({ input }) => input)) ?? true;
	if (isStopped(ctx)) logStopped(ctx, summarise({ spec, names, outcomes, safeAgain }));
	if (stop && outcomes.some((outcome) => 'failure' in outcome)) {
		throw stopError(ctx, summarise({ spec, names, outcomes, safeAgain }), outcomes);
	}
	giveHints(ctx, outcomes);
	const outputs = toOutputs(ctx, spec, outcomes, keepsInput);
	return isTool(ctx) ? outputs : (spec.sort?.(outputs, ctx.getInputData(), jobs) ?? outputs);
}

const MOST_HINTS = 10;

/** Above the items in the editor: each text once, and not more than a person reads. */
function giveHints(ctx: IExecuteFunctions, outcomes: Outcome[]): void {
	const hints = outcomes.flatMap((outcome) =>
		'hint' in outcome && outcome.hint ? [{ item: outcome.item, hint: outcome.hint }] : [],
	);
	const groups = groupBy(hints, ({ hint }) => hint);
	for (const group of groups.slice(0, MOST_HINTS)) {
		const where = itemRanges(group.map(({ item }) => item));
		const message = group[0]?.hint ?? '';
		ctx.addExecutionHints({ message: outcomes.length > 1 ? `[${where}] ${message}` : message });
	}
	const rest = groups.slice(MOST_HINTS).flat();
	if (rest.length === 0) return;
	const where = itemRanges(rest.map(({ item }) => item));
	ctx.addExecutionHints({ message: `There are hints of this kind on ${where}, too` });
}

const byItem = (a: Outcome, b: Outcome): number => a.item - b.item;

/** Reading is work, and n8n has others to serve. */
const READ_AT_ONCE = 50;

async function readJobs<I>(ctx: IExecuteFunctions, spec: OperationSpec<I>) {
	const refused: Outcome[] = [];
	const settled: Outcome[] = [];
	const jobs: Array<Job<I>> = [];
	const keepsInput = new Map<number, Set<string>>();
	const names = new Map<number, IDataObject>();
	const tool = isTool(ctx);
	const { parameters: set } = ctx.getNode();
	const constants = new Map<string, unknown>();
	const form = new FormPaths(spec.fields, spec.action, spec.mayBeEmpty);
	const open = openFields(spec.fields, set);
	const inputs = ctx.getInputData();
	for (let item = 0; item < inputs.length; item++) {
		if (item % READ_AT_ONCE === READ_AT_ONCE - 1) await sleep(0);
		const before = spec.settledBefore?.(item, inputs[item]?.json);
		if (before) {
			settled.push(before);
			continue;
		}
		try {
			if (tool && spec.irreversible) throw asFailure(refusedForTools(spec.action));
			// An agent's tool gets its values in another way.
			const json = tool ? undefined : inputs[item]?.json;
			const secrets = new Set<string>();
			const reader = readerOfItem(ctx, item, form, { set, constants, json, secrets });
			names.set(item, knownIn(reader, namingFields(spec)));
			reader.refuseEmpty([...openFor(reader, open), ...(spec.needs?.(reader) ?? [])]);
			const input = spec.read(reader);
			if (offersInput(spec) && reader.boolean('options.includeInputFields')) {
				keepsInput.set(item, secrets);
			}
			for (const one of Array.isArray(input) ? input : [input]) {
				if (one instanceof Failure) refused.push({ item, failure: one });
				else jobs.push({ item, input: one });
			}
		} catch (error) {
			refused.push({ item, failure: asFailure(error).knowing(names.get(item) ?? {}) });
		}
	}
	// A slip of the operation's own is no item's error, whoever took it for one on the way.
	if (form.slip) throw form.slip;
	return { jobs, settled, refused, keepsInput, names };
}

/** Jobs that pass a check; one that cannot be made (no credential, bad address) passes none. */
async function passing<I>(
	ctx: IExecuteFunctions,
	jobs: Array<Job<I>>,
	refused: Outcome[],
	check: OperationSpec<I>['check'],
): Promise<Array<Job<I>>> {
	if (!check || jobs.length === 0) return jobs;
	const refuse = (job: Job<I>, failure: Failure) => refused.push({ item: job.item, failure });
	try {
		const faults = await check(jobs, ctx);
		for (const [job, failure] of faults) refuse(job, failure);
		return jobs.filter((job) => !faults.has(job));
	} catch (error) {
		const failure = asFailure(error);
		for (const job of jobs) refuse(job, failure);
		return [];
	}
}

/** Whatever is thrown on the way, every job ends with an outcome. */
async function runJobs<I>(ctx: IExecuteFunctions, spec: OperationSpec<I>, jobs: Array<Job<I>>) {
	let outcomes: Outcome[] = [];
	let cause = new Failure({
		class: 'unclear',
		message: 'The operation gave no result for this item',
	});
	try {
		outcomes = await spec.run(ctx, jobs);
		if (spec.many) return outcomes;
	} catch (error) {
		cause = asFailure(error);
	}
	const accounted = new Set(outcomes.map((outcome) => outcome.item));
	const missing = [...new Set(jobs.map((job) => job.item))].filter((item) => !accounted.has(item));
	return [...outcomes, ...missing.map((item): Outcome => ({ item, failure: cause }))];
}

function toOutputs<I>(
	ctx: IExecuteFunctions,
	spec: OperationSpec<I>,
	outcomes: Outcome[],
	keepsInput: Map<number, Set<string>>,
) {
	const names = OUTPUTS[spec.outputs ?? 'main'];
	const outputs: INodeExecutionData[][] = names.map(() => []);
	const inputs = ctx.getInputData();
	const tool = isTool(ctx);
	for (const outcome of outcomes) {
		const failed = 'failure' in outcome;
		const index = tool ? 0 : failed ? names.length - 1 : (outcome.output ?? 0);
		const pairedItem = { item: outcome.item };
		if (failed) {
			outputs[index]?.push({ json: outcome.failure.toJson(), pairedItem });
			continue;
		}
		const secrets = keepsInput.get(outcome.item);
		const kept = secrets ? keptOf(inputs[outcome.item]?.json, secrets) : {};
		outputs[index]?.push({
			json: renameVendorError({ ...kept, ...outcome.json }),
			...(outcome.binary ? { binary: outcome.binary } : {}),
			pairedItem,
		});
	}
	return outputs;
}

function offersInput({ fields }: Presentation): boolean {
	const options = fields.find((field) => field.name === 'options')?.options ?? [];
	return options.some((option) => option.name === 'includeInputFields');
}

/** n8n repeats a node with Retry On Fail whose first item has a top-level `error`. */
function renameVendorError(result: IDataObject): IDataObject {
	if (!('error' in result)) return result;
	const { error, ...json } = result;
	return error === undefined || error === null ? json : { ...json, vendorError: error };
}

const isTool = (ctx: IExecuteFunctions): boolean => ctx.getNode().type.endsWith('Tool');

const refusedForTools = (action: string): Failure =>
	new Failure({
		class: 'fixRights',
		everybody: false,
		message: `"${action}" spends money or cannot be undone, so an AI agent may not call it`,
		nextStep: 'Let a person or a workflow run this operation.',
	});

const isStopped = (ctx: IExecuteFunctions): boolean => signalOf(ctx)?.aborted ?? false;

/**
 * n8n stores the execution when Stop is pressed, and nothing that a node gives or throws after it:
 * what was bought or may have been is read in n8n's log only (n8n-core, workflow-execute).
 */
function logStopped(ctx: IExecuteFunctions, { message, told, mayBePaid }: Summary): void {
	if (!mayBePaid) return;
	const where = `Execution ${ctx.getExecutionId()} was stopped in node "${ctx.getNode().name}"`;
	ctx.logger.warn(`${where}. ${message}\n${asPlain(told)}`);
}

/**
 * n8n takes an error whose message holds "canceled" for a pressed Stop (n8n-core,
 * workflow-execute), so a canceled order must not use that word there, and a real Stop must.
 */
function stopError(
	ctx: IExecuteFunctions,
	{ message, told }: Summary,
	outcomes: Outcome[],
): NodeOperationError {
	const itemIndex = outcomes.find((outcome) => 'failure' in outcome)?.item ?? 0;
	const said = message.replace(/canceled/gi, 'cancelled');
	const whole = isStopped(ctx) ? `Execution canceled. ${said}` : said;
	const error = new NodeOperationError(ctx.getNode(), whole, {
		description: asHtml(told),
		itemIndex,
	});
	// n8n puts words of its own in place of a message that holds "ECONNREFUSED" and the like.
	error.message = whole;
	return error;
}
