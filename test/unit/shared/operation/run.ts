import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { Failure } from '../../../../nodes/shared/failure';
import { includeInputFields, optionsOf } from '../../../../nodes/shared/form/fields';
import { defineOperation } from '../../../../nodes/shared/operation/execute';
import type { OperationSpec } from '../../../../nodes/shared/operation/operation';

const fields: INodeProperties[] = [
	{ displayName: 'Value', name: 'value', type: 'string', default: '' },
	optionsOf(includeInputFields),
];

export const failure = (message: string) => new Failure({ class: 'fixRequest', message });

/** Expressions that only the engine can read */
const SET = {
	value: '={{ $input.item.json.value }}',
	options: { includeInputFields: '={{ $vars.keep }}' },
};

interface Run {
	spec: Partial<OperationSpec<string>>;
	values?: unknown[];
	onError?: 'stop' | 'continue';
	type?: string;
	keep?: boolean;
}

export async function run({
	spec,
	values = ['a', 'b'],
	onError = 'continue',
	type = 'node',
	keep,
}: Run) {
	const hints: string[] = [];
	const parameters: Record<string, (item: number) => unknown> = {
		value: (item) => values[item],
		'options.includeInputFields': () => keep ?? false,
	};
	const ctx = {
		continueOnFail: () => onError === 'continue',
		getInputData: () => values.map((value) => ({ json: { from: 'input', value } })),
		getNode: () => ({ name: 'Node', type, parameters: SET }),
		getNodeParameter: (name: string, item: number) => parameters[name]?.(item) ?? '',
		getTimezone: () => 'UTC',
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
	} as unknown as IExecuteFunctions;
	const operation = defineOperation<string>({
		name: 'Do',
		action: 'Do things',
		description: 'Does things',
		fields,
		read: (reader) => reader.requiredText('value'),
		run: async (_ctx, jobs) => jobs.map(({ item, input }) => ({ item, json: { input } })),
		...spec,
	});
	const outputs = await operation.execute(ctx);
	return { hints, outputs, items: outputs.map((output) => output.map(({ json }) => json)) };
}
