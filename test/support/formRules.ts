/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type {
	INode,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import type { OperationMap } from '../../nodes/shared/operation/operation';
import { located } from './operationForm';
import { OUTPUTS } from '../../nodes/shared/operation/outputs';

/**
 * What a node must keep to, so that nobody meets a field that leads nowhere. Each rule is a
 * function that throws, so that it can be tried on a node that breaks it.
 */

export type Node = INodeType & { methods?: Record<string, Record<string, unknown>> };

type Rules<T> = Record<string, (subject: T) => void>;

type Option = NonNullable<INodeProperties['options']>[number];

const isChoice = (option: Option): option is INodePropertyOptions => 'value' in option;
const isGroup = (option: Option): option is INodePropertyCollection => 'values' in option;
const isField = (option: Option): option is INodeProperties => 'type' in option;

/** A field with the fields that stand beside it. */
interface Placed {
	field: INodeProperties;
	beside: INodeProperties[];
}

/** A field and all fields inside it. */
function withInner(field: INodeProperties, beside: INodeProperties[]): Placed[] {
	const options = field.options ?? [];
	const collected = options.filter(isField);
	return [
		{ field, beside },
		...collected.flatMap((inner) => withInner(inner, collected)),
		...options.filter(isGroup).flatMap(({ values }) => placedIn(values)),
	];
}

const placedIn = (fields: INodeProperties[]): Placed[] =>
	fields.flatMap((field) => withInner(field, fields));

const WORD = /[a-z]+/g;

const formOf = (node: Node): INodeProperties[] => node.description.properties;

const values = (field: INodeProperties | undefined): unknown[] =>
	(field?.options ?? []).filter(isChoice).map(({ value }) => value);

/** Whether no choice shows both. */
function neverTogether(one: INodeProperties, other: INodeProperties): boolean {
	const shown = other.displayOptions?.show ?? {};
	return Object.entries(one.displayOptions?.show ?? {}).some(
		([by, wanted]) => by in shown && !wanted?.some((value) => shown[by]?.includes(value)),
	);
}

/** Of every node, trigger or not. */
export const FORM_RULES: Rules<Node> = {
	'says what it does, and needs its credentials': ({ description }) => {
		expect(description.description).toMatch(/[^.]$/);
		expect(description.credentials?.length).toBeGreaterThan(0);
		expect(description.credentials?.every(({ required }) => required)).toBe(true);
	},

	'gives every field a label, and one that people choose from a default that exists': (node) => {
		for (const { field } of placedIn(formOf(node))) {
			expect(field.displayName).not.toBe('');
			expect(field.default).toBeDefined();
			if (field.type !== 'options' || field.typeOptions?.loadOptionsMethod) continue;
			expect(values(field)).toContain(field.default);
			expect(new Set(values(field)).size).toBe(values(field).length);
		}
	},

	'names a field once in each place': (node) => {
		const form = formOf(node);
		for (const { field, beside } of placedIn(form)) {
			const at = beside.indexOf(field);
			const namesakes = beside.filter(({ name }, place) => place !== at && name === field.name);
			// Resources, operations and events show fields of the same name in turn.
			const clashes =
				beside === form ? namesakes.filter((other) => !neverTogether(field, other)) : namesakes;
			expect([field.name, clashes]).toEqual([field.name, []]);
		}
	},

	'shows fields by values that can be chosen': (node) => {
		for (const { field, beside } of placedIn(formOf(node))) {
			const rules = Object.entries({
				...field.displayOptions?.show,
				...field.displayOptions?.hide,
			}).filter(([by]) => !by.startsWith('@'));
			for (const [by, wanted] of rules) {
				const deciding = beside.filter((other) => other.name === by.replace(/^\//, ''));
				const known = deciding.flatMap((other) =>
					other.type === 'boolean'
						? [true, false]
						: [
								...values(other),
								...(other.type === 'resourceLocator' ? [located(other.default)] : []),
							],
				);
				expect([field.name, by, known]).toEqual([
					field.name,
					by,
					expect.arrayContaining(wanted ?? []),
				]);
			}
		}
	},

	'has every method that a field asks for': (node) => {
		const known = { ...node.methods?.listSearch, ...node.methods?.loadOptions };
		for (const { field } of placedIn(formOf(node))) {
			const wanted = [
				field.typeOptions?.loadOptionsMethod ?? [],
				(field.modes ?? []).flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
			].flat();
			for (const method of wanted) {
				expect([field.name, method, typeof known[method]]).toEqual([
					field.name,
					method,
					'function',
				]);
			}
		}
	},
};

/** Of a trigger, which has no map of operations. */
export const TRIGGER_RULES: Rules<Node> = {
	'begins a workflow, by polling': (node) => {
		expect(node.description).toMatchObject({
			name: expect.stringMatching(/Trigger$/),
			displayName: expect.stringMatching(/ Trigger$/),
			group: ['trigger'],
			polling: true,
			inputs: [],
			outputs: ['main'],
		});
		expect([typeof node.poll, typeof node.execute]).toEqual(['function', 'undefined']);
	},

	'is no tool of an AI agent': ({ description }) => {
		expect(description.usableAsTool ?? false).toBe(false);
	},
};

export interface Filed {
	node: Node;
	/** Where its class stands. */
	file: string;
}

/** Of every node: the files beside it. */
export const FILE_RULES: Rules<Filed> = {
	'has icons for light and dark': ({ node, file }) => {
		const { icon } = node.description;
		const icons = typeof icon === 'object' ? [icon.light, icon.dark] : [];
		expect(icons).toHaveLength(2);
		for (const one of icons) {
			const path = resolve(dirname(file), one.replace('file:', ''));
			expect(readFileSync(path, 'utf8')).toContain('<svg');
		}
	},

	'has search words': ({ node, file }) => {
		const codex = file.replace(/\.ts$/, '.json');
		expect([codex, existsSync(codex)]).toEqual([codex, true]);
		const { node: id, alias } = JSON.parse(readFileSync(codex, 'utf8'));
		expect(id).toBe(`n8n-nodes-certificate-lifecycle.${node.description.name}`);
		expect(alias).toEqual(expect.arrayContaining(['SSL', 'TLS', 'certificate']));
	},

	'has a page of this package behind its Docs link, and one for its credential': ({ file }) => {
		const { resources } = JSON.parse(readFileSync(file.replace(/\.ts$/, '.json'), 'utf8'));
		for (const [kind, folder] of [
			['primaryDocumentation', 'nodes'],
			['credentialDocumentation', 'credentials'],
		] as const) {
			const [{ url }] = resources[kind];
			const [, page = ''] = /\/blob\/main\/(docs\/.+\.md)$/.exec(url) ?? [];
			expect(page).toContain(`docs/${folder}/`);
			expect([page, existsSync(resolve(__dirname, '../..', page))]).toEqual([page, true]);
		}
	},

	'is found by n8n under its name': ({ node, file }) => {
		const className = basename(file, '.node.ts');
		expect(node.constructor.name).toBe(className);
		expect(node.description.name).toBe(className.replace(/^./, (first) => first.toLowerCase()));
	},
};

export interface WithOperations extends Filed {
	map: OperationMap;
}

const selectorOf = (node: Node, resource: string) =>
	formOf(node).find(
		(field) =>
			field.name === 'operation' && field.displayOptions?.show?.resource?.includes(resource),
	);

/** Of a node that people place for what it does. */
export const OPERATION_RULES: Rules<WithOperations> = {
	'runs in a workflow, and can be a tool': ({ node }) => {
		expect(node.description).toMatchObject({ usableAsTool: true, inputs: ['main'] });
		expect([typeof node.execute, typeof node.poll]).toEqual(['function', 'undefined']);
	},

	'offers each operation that there is, and no other': ({ node, map }) => {
		const resources = formOf(node).find((field) => field.name === 'resource');
		expect(values(resources).sort()).toEqual(Object.keys(map).sort());
		for (const [resource, { operations }] of Object.entries(map)) {
			const selector = selectorOf(node, resource);
			expect(values(selector).sort()).toEqual(Object.keys(operations).sort());
			for (const option of (selector?.options ?? []).filter(isChoice)) {
				expect(option).toMatchObject({
					action: expect.any(String),
					description: expect.any(String),
				});
			}
		}
	},

	'has one file for each operation': ({ file, map }) => {
		const actions = readdirSync(join(dirname(file), 'actions'), { recursive: true }).map(String);
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const operation of Object.keys(operations)) {
				expect(actions).toContain(join(resource, `${operation}.operation.ts`));
			}
		}
	},

	'names an action once': ({ map }) => {
		const actions = Object.values(map).flatMap(({ operations }) =>
			Object.values(operations).map(({ action }) => action),
		);
		expect(new Set(actions).size).toBe(actions.length);
	},

	'names actions by the words of the operation, around those of the resource': ({ map }) => {
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const { name, action } of Object.values(operations)) {
				const said = name.toLowerCase().match(WORD) ?? [];
				const rest = [...(action.toLowerCase().match(WORD) ?? [])];
				for (const word of said) rest.splice(rest.indexOf(word), rest.includes(word) ? 1 : 0);
				const noun = resource.toLowerCase();
				const left = rest.join('').replace(/ies$/, 'y').replace(/s$/, '');
				expect([action, action.toLowerCase().startsWith(said[0] ?? '')]).toEqual([action, true]);
				expect([action, left]).toEqual([action, noun]);
			}
		}
	},

	'names a field once in each operation': ({ map }) => {
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const [operation, { fields }] of Object.entries(operations)) {
				const names = fields.map((field) => field.name);
				expect([resource, operation, new Set(names).size]).toEqual([
					resource,
					operation,
					names.length,
				]);
			}
		}
	},

	'hides what spends money, or cannot be undone, from AI agents': ({ node, map }) => {
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const option of (selectorOf(node, resource)?.options ?? []).filter(isChoice)) {
				const hidden = JSON.stringify(option.displayOptions ?? {}).includes('@tool');
				const irreversible = operations[String(option.value)]?.irreversible ?? false;
				expect([resource, option.value, hidden]).toEqual([resource, option.value, irreversible]);
			}
		}
	},

	'begins with an operation that spends no money, as a tool too': ({ node, map }) => {
		const selectors = formOf(node).filter(({ name }) => name === 'operation');
		expect(selectors).toHaveLength(Object.keys(map).length);
		for (const selector of selectors) {
			const [resource = ''] = selector.displayOptions?.show?.resource ?? [];
			const chosen = map[String(resource)]?.operations[String(selector.default)];
			expect([resource, chosen?.irreversible ?? false]).toEqual([resource, false]);
		}
	},

	'draws the outputs of the operation that is chosen': ({ node, map }) => {
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const [operation, { outputs = 'main' }] of Object.entries(operations)) {
				const wanted = OUTPUTS[outputs].map((displayName) => ({
					type: 'main',
					...(outputs === 'main' ? {} : { displayName }),
				}));
				const drawn = drawnOutputs(node, { resource, operation });
				expect([resource, operation, drawn]).toEqual([resource, operation, wanted]);
			}
		}
	},
};

function drawnOutputs(node: Node, parameters: INode['parameters']) {
	const placed: INode = {
		id: 'node',
		name: 'Node',
		type: node.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const nodeTypes: INodeTypes = {
		getByName: () => node,
		getByNameAndVersion: () => node,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [placed], connections: {}, active: false, nodeTypes });
	return NodeHelpers.getNodeOutputs(workflow, placed, node.description);
}
