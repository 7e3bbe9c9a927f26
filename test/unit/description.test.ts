/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type {
	INode,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import { AkamaiCps } from '../../nodes/Akamai/Cps/AkamaiCps.node';
import { operations as cps } from '../../nodes/Akamai/Cps/actions';
import { DigiCertAutomation } from '../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { operations as automation } from '../../nodes/DigiCert/Automation/actions';
import { DigiCertCertCentral } from '../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { operations as certCentral } from '../../nodes/DigiCert/CertCentral/actions';
import type { OperationMap } from '../../nodes/shared/operation/operation';
import { OUTPUTS } from '../../nodes/shared/operation/outputs';

/** What every node's form must keep to, so that nobody meets a field that leads nowhere. */

interface Case {
	node: INodeType & { methods?: Record<string, Record<string, unknown>> };
	map: OperationMap;
	/** Folder of the node's files. */
	folder: string;
}

const nodes = resolve(__dirname, '../../nodes');

const CASES: Record<string, Case> = {
	digiCertCertCentral: {
		node: new DigiCertCertCentral(),
		map: certCentral,
		folder: join(nodes, 'DigiCert/CertCentral'),
	},
	digiCertAutomation: {
		node: new DigiCertAutomation(),
		map: automation,
		folder: join(nodes, 'DigiCert/Automation'),
	},
	akamaiCps: { node: new AkamaiCps(), map: cps, folder: join(nodes, 'Akamai/Cps') },
};

type Option = NonNullable<INodeProperties['options']>[number];

const isChoice = (option: Option): option is INodePropertyOptions => 'value' in option;
const isGroup = (option: Option): option is INodePropertyCollection => 'values' in option;
const isField = (option: Option): option is INodeProperties => 'type' in option;

/** A field and all fields inside it, with the fields that stand beside each. */
function withInner(field: INodeProperties, beside: INodeProperties[]): Placed[] {
	const options = field.options ?? [];
	const collected = options.filter(isField);
	return [
		{ field, beside },
		...collected.flatMap((inner) => withInner(inner, collected)),
		...options.filter(isGroup).flatMap(({ values }) => fieldsOf(values)),
	];
}

interface Placed {
	field: INodeProperties;
	beside: INodeProperties[];
}

const fieldsOf = (fields: INodeProperties[]): Placed[] =>
	fields.flatMap((field) => withInner(field, fields));

const values = (field: INodeProperties | undefined): unknown[] =>
	(field?.options ?? []).filter(isChoice).map(({ value }) => value);

test('every node of the package is looked at', () => {
	const found = readdirSync(nodes, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith('.node.ts') && !name.includes('Trigger'));
	expect(found.map((name) => join(nodes, dirname(name))).sort()).toEqual(
		Object.values(CASES)
			.map(({ folder }) => folder)
			.sort(),
	);
});

describe.each(Object.entries(CASES))('%s', (name, { node, map, folder }) => {
	const { description, methods = {} } = node;
	const form = description.properties;
	const placed = fieldsOf(form);
	const operationsOf = (resource: string) =>
		form.find(
			(field) =>
				field.name === 'operation' && field.displayOptions?.show?.resource?.includes(resource),
		);

	test('has its name, can be a tool, and says what it does', () => {
		expect(description).toMatchObject({ name, usableAsTool: true });
		expect(description.description).not.toMatch(/\.$/);
		expect(description.credentials?.every(({ required }) => required)).toBe(true);
	});

	test('has icons for light and dark, and search words', () => {
		const { icon } = description;
		const files = typeof icon === 'object' ? [icon.light, icon.dark] : [];
		expect(files).toHaveLength(2);
		for (const file of files) {
			const path = resolve(folder, file.replace('file:', ''));
			expect(readFileSync(path, 'utf8')).toContain('<svg');
		}
		const [source = ''] = readdirSync(folder).filter((file) => file.endsWith('.node.ts'));
		const codex = join(folder, source.replace('.ts', '.json'));
		expect(existsSync(codex)).toBe(true);
		const { node: id, alias } = JSON.parse(readFileSync(codex, 'utf8'));
		expect(id).toBe(`n8n-nodes-certificate-lifecycle.${name}`);
		expect(alias).toEqual(expect.arrayContaining(['SSL', 'TLS', 'certificate']));
	});

	test('offers each operation that there is, and no other', () => {
		const resources = form.find((field) => field.name === 'resource');
		expect(values(resources).sort()).toEqual(Object.keys(map).sort());
		for (const [resource, { operations }] of Object.entries(map)) {
			const selector = operationsOf(resource);
			expect(values(selector).sort()).toEqual(Object.keys(operations).sort());
			for (const option of (selector?.options ?? []).filter(isChoice)) {
				expect(option).toMatchObject({
					action: expect.any(String),
					description: expect.any(String),
				});
			}
		}
	});

	test('has one file for each operation', () => {
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const operation of Object.keys(operations)) {
				const file = join(folder, 'actions', resource, `${operation}.operation.ts`);
				expect([file, existsSync(file)]).toEqual([file, true]);
			}
		}
	});

	test('names an action once', () => {
		const actions = Object.values(map).flatMap(({ operations }) =>
			Object.values(operations).map(({ action }) => action),
		);
		expect(new Set(actions).size).toBe(actions.length);
	});

	test('hides what spends money, or cannot be undone, from AI agents', () => {
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const option of (operationsOf(resource)?.options ?? []).filter(isChoice)) {
				const hidden = JSON.stringify(option.displayOptions ?? {}).includes('@tool');
				const irreversible = operations[String(option.value)]?.irreversible ?? false;
				expect([resource, option.value, hidden]).toEqual([resource, option.value, irreversible]);
			}
		}
	});

	test('begins with an operation that spends no money, as a tool too', () => {
		const selectors = node.description.properties.filter(({ name }) => name === 'operation');
		expect(selectors).toHaveLength(Object.keys(map).length);
		for (const selector of selectors) {
			const [resource = ''] = selector.displayOptions?.show?.resource ?? [];
			const chosen = map[String(resource)]?.operations[String(selector.default)];
			expect([resource, chosen?.irreversible ?? false]).toEqual([resource, false]);
		}
	});

	test('gives every field a label, and one that people choose from a default that exists', () => {
		for (const { field } of placed) {
			expect(field.displayName).not.toBe('');
			expect(field.default).toBeDefined();
			if (field.type !== 'options' || field.typeOptions?.loadOptionsMethod) continue;
			expect(values(field)).toContain(field.default);
			expect(new Set(values(field)).size).toBe(values(field).length);
		}
	});

	test('names a field once in each place', () => {
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
		for (const { field, beside } of placed) {
			if (!beside.includes(field) || beside === form) continue;
			expect(beside.filter((other) => other.name === field.name)).toHaveLength(1);
		}
	});

	test('shows fields by values that can be chosen', () => {
		for (const { field, beside } of placed) {
			const rules = Object.entries({
				...field.displayOptions?.show,
				...field.displayOptions?.hide,
			}).filter(([by]) => !by.startsWith('@'));
			for (const [by, wanted] of rules) {
				const deciding = beside.filter((other) => other.name === by.replace(/^\//, ''));
				const known = deciding.flatMap((other) =>
					other.type === 'boolean' ? [true, false] : values(other),
				);
				expect([field.name, by, known]).toEqual([
					field.name,
					by,
					expect.arrayContaining(wanted ?? []),
				]);
			}
		}
	});

	test('has every method that a field asks for', () => {
		for (const { field } of placed) {
			const wanted = [
				field.typeOptions?.loadOptionsMethod ?? [],
				(field.modes ?? []).flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
			].flat();
			for (const method of wanted) {
				const known = { ...methods.listSearch, ...methods.loadOptions };
				expect([field.name, method, typeof known[method]]).toEqual([
					field.name,
					method,
					'function',
				]);
			}
		}
	});

	test('draws the outputs of the operation that is chosen', () => {
		for (const [resource, { operations }] of Object.entries(map)) {
			for (const [operation, { outputs = 'main' }] of Object.entries(operations)) {
				const placedNode: INode = {
					id: 'node',
					name: 'Node',
					type: name,
					typeVersion: 1,
					position: [0, 0],
					parameters: { resource, operation },
				};
				const nodeTypes: INodeTypes = {
					getByName: () => node,
					getByNameAndVersion: () => node,
					getKnownTypes: () => ({}),
				};
				const workflow = new Workflow({
					nodes: [placedNode],
					connections: {},
					active: false,
					nodeTypes,
				});
				const drawn = NodeHelpers.getNodeOutputs(workflow, placedNode, description);
				const wanted = OUTPUTS[outputs].map((displayName) => ({
					type: 'main',
					...(outputs === 'main' ? {} : { displayName }),
				}));
				expect([resource, operation, drawn]).toEqual([resource, operation, wanted]);
			}
		}
	});
});
