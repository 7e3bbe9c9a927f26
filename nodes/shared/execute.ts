import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { asFailure, Failure } from './failure';
import type { Job, OperationSpec, Outcome } from './operation';
import { OUTPUTS } from './outputs';
import { Reader } from './reader';
import { summarise } from './summary';

/**
 * The one item wrapper. Reads and checks every item before the first call, runs the good ones and
 * accounts for each input in all three On Error modes (design section 2).
 */
export async function runOperation<I>(
	ctx: IExecuteFunctions,
	spec: OperationSpec<I>,
): Promise<INodeExecutionData[][]> {
	const stop = !ctx.continueOnFail();
	const { jobs, refused } = await readJobs(ctx, spec);
	if (stop && refused.length > 0) {
		throw stopError(ctx, summarise({ spec, outcomes: refused, nothingSent: true }), refused);
	}
	const outcomes = [...refused, ...(jobs.length > 0 ? await runJobs(ctx, spec, jobs) : [])];
	outcomes.sort((a, b) => a.item - b.item);
	if (stop && outcomes.some((outcome) => 'failure' in outcome)) {
		throw stopError(ctx, summarise({ spec, outcomes, nothingSent: false }), outcomes);
	}
	for (const outcome of outcomes) {
		if ('hint' in outcome && outcome.hint) ctx.addExecutionHints({ message: outcome.hint });
	}
	return place(ctx, spec, outcomes);
}

async function readJobs<I>(ctx: IExecuteFunctions, spec: OperationSpec<I>) {
	const refused: Outcome[] = [];
	const jobs: Array<Job<I>> = [];
	const tool = isTool(ctx);
	for (let item = 0; item < ctx.getInputData().length; item++) {
		try {
			if (tool && spec.irreversible) throw asFailure(refusedForTools(spec.action));
			const input = spec.read(new Reader(ctx, item, spec.fields));
			for (const one of Array.isArray(input) ? input : [input]) {
				if (one instanceof Failure) refused.push({ item, failure: one });
				else jobs.push({ item, input: one });
			}
		} catch (error) {
			refused.push({ item, failure: asFailure(error) });
		}
	}
	const contradicted = (await spec.check?.(jobs, ctx)) ?? new Map<Job<I>, Failure>();
	for (const [job, failure] of contradicted) refused.push({ item: job.item, failure });
	return { jobs: jobs.filter((job) => !contradicted.has(job)), refused };
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

function place<I>(ctx: IExecuteFunctions, spec: OperationSpec<I>, outcomes: Outcome[]) {
	const names = OUTPUTS[spec.outputs ?? 'main'];
	const outputs: INodeExecutionData[][] = names.map(() => []);
	const inputs = ctx.getInputData();
	for (const outcome of outcomes) {
		const failed = 'failure' in outcome;
		const index = isTool(ctx) ? 0 : failed ? names.length - 1 : (outcome.output ?? 0);
		const pairedItem = { item: outcome.item };
		if (failed) {
			outputs[index]?.push({ json: outcome.failure.toJson(), pairedItem });
			continue;
		}
		const kept = includesInput(ctx, spec, outcome.item) ? inputs[outcome.item]?.json : {};
		outputs[index]?.push({
			json: renameVendorError({ ...kept, ...outcome.json }),
			...(outcome.binary ? { binary: outcome.binary } : {}),
			pairedItem,
		});
	}
	return outputs;
}

function includesInput<I>(ctx: IExecuteFunctions, spec: OperationSpec<I>, item: number): boolean {
	const options = spec.fields.find((field) => field.name === 'options')?.options ?? [];
	if (!options.some((option) => option.name === 'includeInputFields')) return false;
	return ctx.getNodeParameter('options.includeInputFields', item, false) === true;
}

/** n8n repeats a node with Retry On Fail whose first item has a top-level `error`. */
function renameVendorError({ error, ...json }: IDataObject): IDataObject {
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

function stopError(
	ctx: IExecuteFunctions,
	text: { message: string; description: string },
	outcomes: Outcome[],
): NodeOperationError {
	const itemIndex = outcomes.find((outcome) => 'failure' in outcome)?.item ?? 0;
	return new NodeOperationError(ctx.getNode(), text.message, {
		description: text.description,
		itemIndex,
	});
}
