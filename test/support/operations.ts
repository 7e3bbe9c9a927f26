/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

import manifest from '../../package.json';
import type { Operation, OperationMap } from '../../nodes/shared/operation/operation';
import { byId, fillIn, isEmpty, located, suggestionOf } from './operationForm';
import { REPEATABLE_WRITES, SHORT_WAITS, VALUES } from './operationValues';

/** Every operation of every node that the package has, filled in so far that it calls its service. */

export type Credential = 'digiCertApi' | 'akamaiEdgeGridApi';

/** The value of a field of an operation by the things that are there; undefined if none is. */
export type Known = (field: string, turn: number, operation: string) => unknown;

export interface OperationCase {
	name: string;
	node: INodeType;
	resource: string;
	operation: string;
	spec: Operation;
	credential: Credential;
	/** Changes something at the service. */
	writes: boolean;
	/** Each turn is about another thing, so that none stands in the way of another. */
	parameters(turn: number, known?: Known): Promise<INodeParameters>;
}

const root = join(__dirname, '../..');

const load = <T extends object>(path: string): T => jest.requireActual<T>(path);

/** A trigger has no operations. */
export function everyOperation(): OperationCase[] {
	return manifest.n8n.nodes.flatMap((built) => {
		const file = join(root, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		const actions = join(dirname(file), 'actions/index.ts');
		if (!existsSync(actions)) return [];
		const [NodeClass] = Object.values(load<Record<string, new () => INodeType>>(file));
		if (!NodeClass) throw new Error(`${file} exports no node`);
		return operationsOf(new NodeClass(), load<{ operations: OperationMap }>(actions).operations);
	});
}

export function operationsOf(node: INodeType, map: OperationMap): OperationCase[] {
	const [credential] = node.description.credentials ?? [];
	return Object.entries(map).flatMap(([resource, { operations }]) =>
		Object.entries(operations).map(([operation, spec]): OperationCase => {
			const name = `${node.description.name} ${resource} ${operation}`;
			return {
				name,
				node,
				resource,
				operation,
				spec,
				credential: credential?.name as Credential,
				writes: spec.irreversible === true || name in REPEATABLE_WRITES,
				parameters: async (turn, known) => ({
					...(await parametersOf(name, spec.fields, turn, known)),
					resource,
					operation,
				}),
			};
		}),
	);
}

async function parametersOf(
	name: string,
	fields: INodeProperties[],
	turn: number,
	known: Known = () => undefined,
): Promise<INodeParameters> {
	const own = VALUES[name] ?? {};
	return await fillIn(fields, async (field) => {
		if (field.name === 'options') return shortWaits(field);
		if (!field.required && !(field.name in own)) return undefined;
		const value =
			(await own[field.name]?.(turn)) ?? asGiven(field, await known(field.name, turn, name));
		const filled = value ?? suggestionOf(field);
		if (isEmpty(filled) || isExpression(filled)) throw new Error(notFilled(name, field));
		return filled;
	});
}

const asGiven = (field: INodeProperties, value: unknown): unknown =>
	value !== undefined && field.type === 'resourceLocator' ? byId(value) : value;

/** What a default takes from the input item nobody has put there. */
const isExpression = (value: unknown): boolean => String(located(value)).startsWith('=');

const notFilled = (name: string, { displayName, name: field }: INodeProperties): string =>
	`"${name}" needs '${displayName}', and its form suggests no value. Give the field a placeholder ("e.g. ...") or a default, or add "${field}" under "${name}" to VALUES in test/support/operationValues.ts`;

function shortWaits({ options = [] }: INodeProperties): INodeParameters {
	const offered = Object.entries(SHORT_WAITS).filter(([wait]) =>
		options.some(({ name }) => name === wait),
	);
	return Object.fromEntries(offered);
}
