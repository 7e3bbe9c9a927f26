import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { OperationMap } from './operation';
import type { OutputSet } from './outputs';
import { OUTPUTS } from './outputs';

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

/** The whole form of a node, made of the same map that dispatches its operations. */
export function describeForm(map: OperationMap): INodeProperties[] {
	const resources: INodePropertyOptions[] = Object.entries(map)
		.map(([value, { name }]) => ({ name, value }))
		.sort(byName);
	const firstResource = Object.keys(map)[0] ?? '';
	const resource: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources,
		default: firstResource,
	};
	return [
		resource,
		...Object.entries(map).flatMap(([value, entry]) => describeResource(value, entry)),
	];
}

function describeResource(resource: string, entry: OperationMap[string]): INodeProperties[] {
	const operations = Object.entries(entry.operations);
	const options: INodePropertyOptions[] = operations
		.map(([value, { name, action, description, irreversible }]) => ({
			name,
			value,
			action,
			description,
			...(irreversible ? { displayOptions: { hide: { '@tool': [true] } } } : {}),
		}))
		.sort(byName);
	// What spends money is chosen, never met: an AI tool would begin with what it may not call.
	const [harmless = ''] =
		operations.find(([, { irreversible }]) => !irreversible) ?? operations[0] ?? [];
	const selector: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: harmless,
	};
	const fields = operations.flatMap(([operation, { fields: own }]) =>
		own.map((field) => showOnlyFor(resource, operation, field)),
	);
	return [selector, ...fields];
}

/**
 * n8n takes the conditions in their order and shows a field at the first one that is an expression,
 * so the operation has to come first: else a required field of another operation stops the run.
 */
const showOnlyFor = (
	resource: string,
	operation: string,
	{ displayOptions, ...field }: INodeProperties,
): INodeProperties => ({
	...field,
	displayOptions: {
		...displayOptions,
		show: { resource: [resource], operation: [operation], ...displayOptions?.show },
	},
});

/** Chooses the outputs by operation; the text is evaluated by n8n, so it stands by itself. */
export function describeOutputs(map: OperationMap): `={{${string}}}` {
	const sets: Record<string, OutputSet> = {};
	for (const [resource, { operations }] of Object.entries(map)) {
		for (const [operation, { outputs }] of Object.entries(operations)) {
			if (outputs && outputs !== 'main') sets[`${resource}.${operation}`] = outputs;
		}
	}
	const named = Object.fromEntries(
		Object.entries(sets).map(([key, set]) => [
			key,
			OUTPUTS[set].map((displayName) => ({ type: NodeConnectionTypes.Main, displayName })),
		]),
	);
	const main = JSON.stringify([{ type: NodeConnectionTypes.Main }]);
	return `={{ (${JSON.stringify(named)})[$parameter["resource"] + "." + $parameter["operation"]] || ${main} }}`;
}
