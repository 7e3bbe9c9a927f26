import type { INodeExecutionData, OnError } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { OperationCase } from '../../../support/operations';
import { isWriteRequest } from '../../../support/writeRequests';
import { ANSWERS } from './answers';
import type { Ran } from './run';
import { accountFaults, failedOutput, inputOf, isFailed, MODES, run, STOP } from './run';
import type { Striker, World } from './world';

const INPUTS = 2;
const LONGEST_MESSAGE = 300;
const DETAILS = ['code', 'ids', 'nextStep', 'retryable', 'whoActs'];

export interface Findings {
	/** Each begins with the answer that led to it. */
	faults: string[];
	/** Answers that were taken for success. */
	fooled: string[];
}

/** Every answer, to all requests and to the write alone, each in one of the modes in turn. */
export async function errorFindings(operation: OperationCase, world: World): Promise<Findings> {
	// What is struck books nothing, so all are about the same things.
	const turns = world.turnsFor(operation, INPUTS);
	const cases = Object.entries(ANSWERS).flatMap(([name, answer]) => [
		{ name, striker: (() => answer) as Striker },
		...(operation.writes
			? [{ name: `${name} to the write`, striker: writesOnly(() => answer) }]
			: []),
	]);
	// Another mode begins from operation to operation, so that each answer is met in all of them.
	const first = operation.name.length;
	const found = await Promise.all(
		cases.map(async ({ name, striker }, at) => {
			const onError = MODES[(first + at) % MODES.length];
			return await oneAnswer(operation, world, { turns, name, striker, onError });
		}),
	);
	return {
		faults: found.flatMap(({ faults }) => faults),
		fooled: found.flatMap(({ fooled }) => fooled),
	};
}

export const writesOnly =
	(striker: Striker): Striker =>
	(request, secrets) =>
		isWriteRequest(request) ? striker(request, secrets) : undefined;

interface Case {
	turns: number[];
	name: string;
	striker: Striker;
	onError?: OnError;
}

async function oneAnswer(
	operation: OperationCase,
	world: World,
	{ turns, name, striker, onError }: Case,
): Promise<Findings> {
	const way = await world.open(striker);
	const ran = await run(operation, { way, turns, known: world.known, onError });
	await way.close();
	const faults = onError === STOP ? stopFaults(ran) : itemFaults(operation, ran);
	const routed = onError === 'continueErrorOutput' ? routeFaults(ran) : [];
	const told = [...faults, ...routed];
	return {
		faults: told.map((fault) => `${name}, ${onError}: ${fault}`),
		fooled: told.length === 0 && isFooled(ran) ? [name] : [],
	};
}

/** An input without a failed item, and without one that says that nobody knows. */
function isFooled({ thrown, returned = [] }: Ran): boolean {
	if (thrown) return false;
	const told = returned.flat().filter((item) => isFailed(item) || item.json.unclear === true);
	return new Set(told.map(inputOf)).size < INPUTS;
}

function stopFaults({ thrown }: Ran): string[] {
	if (!thrown) return [];
	return [
		...(thrown instanceof NodeOperationError ? [] : [`threw ${thrown.name}: ${thrown.message}`]),
		...(thrown.message.length < LONGEST_MESSAGE ? [] : ['the message is too long']),
	];
}

function itemFaults(operation: OperationCase, { thrown, returned = [] }: Ran): string[] {
	if (thrown) return [`execute threw ${thrown.message}`];
	const misplaced = returned.flatMap((items, output) =>
		output === failedOutput(operation) ? [] : items.filter(isFailed),
	);
	// A list may be fooled into nothing at all, which is told as such.
	const lost = operation.spec.many && returned.flat().length === 0;
	return [
		...(lost ? [] : accountFaults(operation, returned, INPUTS)),
		...misplaced.map(({ json }) => `left by a wrong output: ${JSON.stringify(json)}`),
		...returned.flat().filter(isFailed).flatMap(shapeFaults),
	];
}

function shapeFaults({ json, error }: INodeExecutionData): string[] {
	const { details = {} } = json;
	const { code, ids, retryable, whoActs, nextStep } = details as Record<string, unknown>;
	const isText = (value: unknown) => typeof value === 'string' && value !== '';
	const holds =
		error === undefined &&
		Object.keys(json).sort().join() === 'details,error' &&
		Object.keys(details as object)
			.sort()
			.join() === DETAILS.join() &&
		[json.error, code, whoActs, nextStep].every(isText) &&
		typeof retryable === 'boolean' &&
		typeof ids === 'object';
	return holds ? [] : [`a failed item of another shape: ${JSON.stringify(json)}`];
}

/** The engine sends by Error what failed, and nothing else. */
function routeFaults({ returned = [], outputs }: Ran): string[] {
	const failed = returned.flat().filter(isFailed).length;
	const sent = outputs.at(-1)?.length ?? 0;
	return failed === sent ? [] : [`${failed} items failed, ${sent} left by Error`];
}
