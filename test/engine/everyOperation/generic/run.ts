/* eslint-disable @n8n/community-nodes/require-node-api-error */
import type {
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	OnError,
} from 'n8n-workflow';

import { OUTPUTS } from '../../../../nodes/shared/operation/outputs';
import type { NodeRun } from '../../../support/engine';
import { runNode } from '../../../support/engine';
import { listenTo } from '../../../support/log';
import { located } from '../../../support/operationForm';
import type { Known, OperationCase } from '../../../support/operations';
import { pool } from './sideBySide';
import type { Way } from './world';

/** Runs an operation in the engine, and keeps what it gave before the engine had it in hand. */

export const STOP: OnError = 'stopWorkflow';
export const CONTINUE: OnError[] = ['continueRegularOutput', 'continueErrorOutput'];
export const MODES = [STOP, ...CONTINUE];

export interface Given {
	way: Way;
	turns: number[];
	known?: Known;
	onError?: OnError;
	signal?: AbortSignal;
	/** The items that come in, where they are not made of what differs between the forms. */
	items?: IDataObject[];
	/** Beside the parameters that the form suggests. */
	more?: INodeParameters;
	/** Fields of the credential. */
	credential?: IDataObject;
	/** Takes what the node says to n8n's log. */
	logged?: unknown[];
}

export interface Ran extends NodeRun {
	returned?: INodeExecutionData[][];
	thrown?: Error & { description?: string | null };
}

/** Most of a run is waiting; more at once would only make all of them late. */
const free = pool(24);

export const run = async (operation: OperationCase, given: Given): Promise<Ran> =>
	await free(async () => await runNow(operation, given));

async function runNow(operation: OperationCase, given: Given): Promise<Ran> {
	const { way, turns, known, onError, signal, more, credential, logged } = given;
	const forms = await Promise.all(
		turns.map(async (turn) => ({ ...(await operation.parameters(turn, known)), ...more })),
	);
	const { parameters, items } = asItems(forms);
	const seen: Pick<Ran, 'returned' | 'thrown'> = {};
	const one = await runNode({
		node: watched(operation.node, seen, logged),
		parameters,
		items: given.items ?? items,
		onError,
		signal,
		credentials: {
			[operation.credential]: { ...way.credentials[operation.credential], ...credential },
		},
	});
	return { ...one, ...seen };
}

/** What differs between the forms comes from the items. */
function asItems(forms: INodeParameters[]) {
	const [parameters = {}] = forms;
	const items: IDataObject[] = forms.map(() => ({}));
	const filled = Object.entries(parameters).map(([name, value]) => {
		const values = forms.map((form) => located(form[name]));
		if (values.every((other) => JSON.stringify(other) === JSON.stringify(values[0]))) {
			return [name, value] as const;
		}
		for (const [at, item] of items.entries()) item[name] = values[at] as IDataObject;
		const expression = `={{ $json.${name} }}`;
		const isLocator = located(value) !== value;
		return [name, isLocator ? { ...(value as object), value: expression } : expression] as const;
	});
	return { parameters: Object.fromEntries(filled) as INodeParameters, items };
}

function watched(
	node: INodeType,
	seen: Pick<Ran, 'returned' | 'thrown'>,
	logged?: unknown[],
): INodeType {
	const { description, methods } = node;
	return {
		description,
		methods,
		async execute() {
			if (logged) listenTo(this.logger, logged);
			try {
				const outputs = (await node.execute?.call(this)) as INodeExecutionData[][];
				// The engine empties the lists that it is given.
				seen.returned = outputs.map((items) => [...items]);
				return outputs;
			} catch (error) {
				seen.thrown = error as Error;
				throw error;
			}
		},
	};
}

export const isFailed = ({ json }: INodeExecutionData): boolean => 'error' in json;

export const inputOf = ({ pairedItem }: INodeExecutionData): number | undefined =>
	typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : undefined;

export const failedOutput = ({ spec }: OperationCase): number =>
	OUTPUTS[spec.outputs ?? 'main'].length - 1;

/** Faults of how items are accounted for; `inputs` is how many came in. */
export function accountFaults(
	{ spec }: OperationCase,
	outputs: INodeExecutionData[][],
	inputs: number,
): string[] {
	const links = outputs.flat().map(inputOf);
	const faults = links.flatMap((link) =>
		link !== undefined && link >= 0 && link < inputs ? [] : [`an item is linked to input ${link}`],
	);
	const counts = Array.from({ length: inputs }, (_, input) => links.filter((l) => l === input));
	const uneven = counts.flatMap(({ length }, input) =>
		length === 1 || (spec.many && length > 0) ? [] : [`input ${input} gave ${length} items`],
	);
	return [...faults, ...uneven];
}
