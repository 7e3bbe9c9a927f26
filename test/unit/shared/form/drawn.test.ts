/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { INode, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { AkamaiCps } from '../../../../nodes/Akamai/Cps/AkamaiCps.node';
import { AkamaiCpsTrigger } from '../../../../nodes/Akamai/CpsTrigger/AkamaiCpsTrigger.node';
import { DigiCertAutomation } from '../../../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { DigiCertCertCentral } from '../../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';

/** The forms as they come out of all helpers, which lint does not see through in the sources. */

const checkout = resolve(__dirname, '../../../..');
const NODES = [
	new DigiCertCertCentral(),
	new DigiCertAutomation(),
	new AkamaiCps(),
	new AkamaiCpsTrigger(),
];

/** People and addresses are asked for in the order in which one writes them. */
const EXCEPT = 'n8n-nodes-base/node-param-fixed-collection-type-unsorted-items: off';

interface Message {
	ruleId: string;
	message: string;
	line: number;
}

/** n8n's rules look for objects in sources, and reckon with their indentation. */
function lint(forms: Record<string, INodeProperties[]>): Record<string, string[]> {
	const source = Object.entries(forms)
		.map(([name, form]) => `export const ${name} = ${JSON.stringify(form, null, '\t')};\n`)
		.join('')
		.replace(/^(\t+)"([A-Za-z]\w*)": /gm, '$1$2: ');
	const { stdout, stderr } = spawnSync(
		process.execPath,
		[
			join(checkout, 'node_modules/eslint/bin/eslint.js'),
			...['--stdin', '--stdin-filename', 'nodes/forms.ts', '--format', 'json', '--rule', EXCEPT],
		],
		{ cwd: checkout, input: source, encoding: 'utf8', maxBuffer: 1e8 },
	);
	if (stdout === '') throw new Error(stderr);
	const lines = source.split('\n');
	const formAt = (line: number) =>
		lines.slice(0, line).reduce((form, text) => /^export const (\w+)/.exec(text)?.[1] ?? form, '');
	const faults: Record<string, string[]> = {};
	const [{ messages } = { messages: [] }]: Array<{ messages: Message[] }> = JSON.parse(stdout);
	for (const { ruleId, message, line } of messages) {
		(faults[formAt(line)] ??= []).push(`${ruleId}: ${message}: ${lines[line - 1]?.trim()}`);
	}
	return faults;
}

const FAULTY: INodeProperties = {
	displayName: 'Include fields',
	name: 'includeFields',
	type: 'boolean',
	default: '',
	description: 'Keeps the fields',
};

test("a form keeps n8n's rules for labels, descriptions, defaults and order as it comes out", () => {
	const forms = NODES.map(({ description: { name, properties } }) => [name, properties]);
	const { faulty, ...faults } = lint({ ...Object.fromEntries(forms), faulty: [FAULTY] });
	expect(faults).toEqual({});
	// The rules are at work: they do not let this one pass.
	expect(faulty?.map((fault) => fault.split(':')[0])).toEqual(
		expect.arrayContaining([
			'n8n-nodes-base/node-param-display-name-miscased',
			'n8n-nodes-base/node-param-description-boolean-without-whether',
			'n8n-nodes-base/node-param-default-wrong-for-boolean',
		]),
	);
});

/** A field with all fields inside it. */
const withInner = (field: INodeProperties): INodeProperties[] => [
	field,
	...(field.options ?? []).flatMap((option) => {
		if ('type' in option) return withInner(option);
		const isGroup = (one: typeof option): one is INodePropertyCollection => 'values' in one;
		return isGroup(option) ? option.values.flatMap(withInner) : [];
	}),
];

test.each(NODES.map(({ description }) => [description.name, description] as const))(
	'%s: an ID that is not required may be left empty',
	(type, description) => {
		const node: INode = {
			id: 'node',
			name: 'Node',
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		// n8n asks nothing of hidden fields.
		const locators = description.properties
			.flatMap(withInner)
			.filter((field) => field.type === 'resourceLocator')
			.map((field) => ({ ...field, displayOptions: undefined }));
		expect(locators).not.toEqual([]);
		for (const field of locators) {
			const empty = { [field.name]: { __rl: true, mode: 'id', value: '' } };
			const issues = NodeHelpers.getParameterIssues(field, empty, '', node, description);
			const refused = Object.keys(issues.parameters ?? {});
			expect([field.description, refused]).toEqual([
				field.description,
				field.required ? [field.name] : [],
			]);
		}
	},
);
