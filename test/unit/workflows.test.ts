/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IConnections, INode } from 'n8n-workflow';

import { DigiCertAutomation } from '../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { DigiCertCertCentral } from '../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { AkamaiCps } from '../../nodes/Akamai/Cps/AkamaiCps.node';
import { AkamaiCpsTrigger } from '../../nodes/Akamai/CpsTrigger/AkamaiCpsTrigger.node';
import { checkout } from '../../sandbox/launcher/cache';
import type { WorkflowFile } from '../../sandbox/launcher/seed';
import { readWorkflows } from '../../sandbox/launcher/seed';

/** What an admin reads and changes on the canvas without a line of JavaScript. */

type Workflow = WorkflowFile & { connections: IConnections };

const FOLDER = join(checkout, 'workflows');
const files = readdirSync(FOLDER).sort();
const all = readWorkflows(FOLDER);

const OWN = [
	new DigiCertAutomation(),
	new DigiCertCertCentral(),
	new AkamaiCps(),
	new AkamaiCpsTrigger(),
].map(({ description }) => `n8n-nodes-certificate-lifecycle.${description.name}`);
const isOwn = ({ type }: INode) => type.startsWith('n8n-nodes-certificate-lifecycle.');

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What stands between `{{` and `}}`, the Code node of the summary apart. */
const expressionsOf = ({ nodes }: Workflow): string[] =>
	nodes
		.filter(({ type }) => type !== 'n8n-nodes-base.code')
		.flatMap(({ parameters }) => textsIn(parameters))
		.filter((text) => text.startsWith('='))
		.flatMap((text) => [...text.matchAll(/\{\{\s*(.*?)\s*\}\}/g)].map(([, inner = '']) => inner));

const wiresOf = ({ connections }: Workflow) =>
	Object.entries(connections).flatMap(([from, { main = [] }]) =>
		main.flatMap((targets, output) =>
			(targets ?? []).map(({ node, index }) => ({ from, output, to: node, index })),
		),
	);

const longest = (texts: string[]): string =>
	texts.reduce((most, text) => (text.length > most.length ? text : most), '');

/** Nodes (notes included), wires, longest expression. */
const SIZES: Record<string, [nodes: number, wires: number, longest: string]> = {
	'akamai-create-enrollment.json': [8, 6, '$json.sans || $json.commonName'],
	'akamai-follow-change.json': [16, 16, '$json.Decision || "by a rule or an earlier run"'],
	'akamai-release-to-production.json': [11, 11, '$json.Decision || "nobody decided in five days"'],
	'akamai-renew-third-party.json': [12, 11, '$json.commonName || $json.enrollmentId'],
	'akamai-sign-and-upload.json': [13, 12, '$json.orderId || "was not placed"'],
	'akamai-third-party-certificate.json': [9, 8, '$json.commonName || "No common name"'],
	'certificate-of-a-csr.json': [12, 16, '$json.commonName || $json.orderId'],
	'order-and-download.json': [13, 21, '$json.dnsNames ?? $json.commonName'],
	'order-automate-poll-retry.json': [16, 16, '$json.organizationId || "empty"'],
	'poll-and-retry.json': [6, 10, '$json.nextCheckInSeconds'],
	'reissue-what-is-due.json': [10, 9, '$json.validated'],
	'starter-automate-hosts.json': [7, 7, '$json.nextCheckInSeconds'],
	'starter-order-by-form.json': [8, 8, '$json.dnsNames || $json.commonName'],
};

/** Of what is more than a starter: what is called, and what calls it. */
const LARGER: Record<string, number> = {
	'akamai-follow-change.json': 16,
	'akamai-release-to-production.json': 12,
	'akamai-renew-third-party.json': 12,
	'akamai-sign-and-upload.json': 13,
	'akamai-third-party-certificate.json': 9,
	'certificate-of-a-csr.json': 12,
	'order-and-download.json': 13,
	'order-automate-poll-retry.json': 16,
	'poll-and-retry.json': 6,
	'reissue-what-is-due.json': 10,
};

const MOST_OF_A_STARTER = 8;

/** A field, with a default at most. */
const FIELD = String.raw`\$json(?:\.\w+){1,2}`;
/** Or what only n8n knows: the form on which an execution waits, the workflow itself. */
const PLAIN = new RegExp(
	`^${FIELD}( (\\|\\||\\?\\?) (${FIELD}|"[^"]*"|\\d+))?$|^\\$(execution\\.resumeFormUrl|workflow\\.id)$`,
);

const BEGINS = [
	'manualTrigger',
	'scheduleTrigger',
	'webhook',
	'formTrigger',
	'executeWorkflowTrigger',
];

it('each example is written down here', () => {
	expect(Object.keys(SIZES)).toEqual(files);
});

/** n8n publishes a workflow after those that it calls. */
it('none calls one that calls it', () => {
	const called = new Map(
		all.map(({ id, nodes }) => [
			id,
			nodes
				.filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')
				.map(({ parameters }) => String((parameters.workflowId as { value: string }).value))
				.filter((value) => !value.startsWith('=')),
		]),
	);
	const reached = (id: string, seen: string[] = []): string[] =>
		seen.includes(id)
			? [...seen, id]
			: (called.get(id) ?? []).flatMap((one) => reached(one, [...seen, id]));
	const circles = [...called.keys()].filter((id) => reached(id).includes(id));
	expect(circles).toEqual([]);
});

describe.each(files)('workflows/%s', (file) => {
	const workflow = all[files.indexOf(file)] as Workflow;
	const { nodes } = workflow;
	const names = nodes.map(({ name }) => name);
	const wires = wiresOf(workflow);
	const ofType = (type: string) => nodes.filter((node) => node.type === `n8n-nodes-base.${type}`);

	it('has so many nodes and wires, and no longer expression', () => {
		expect(nodes.length).toBeLessThanOrEqual(LARGER[file] ?? MOST_OF_A_STARTER);
		const [count, wired, text] = SIZES[file] ?? [];
		expect([nodes.length, wires.length]).toEqual([count, wired]);
		expect(longest(expressionsOf(workflow))).toBe(text);
	});

	it('has no expression beyond a field with a default', () => {
		expect(expressionsOf(workflow).filter((text) => !PLAIN.test(text))).toEqual([]);
	});

	it('has no Code node but the summary', () => {
		const codes = ofType('code').map(({ name }) => name);
		expect(codes).toEqual(file === 'order-automate-poll-retry.json' ? ['Summary'] : []);
	});

	it('wires nodes that are there, and leaves none alone', () => {
		expect(
			wires.flatMap(({ from, to }) => [from, to]).filter((name) => !names.includes(name)),
		).toEqual([]);
		const alone = nodes.filter(
			({ name, type }) =>
				!type.endsWith('stickyNote') && !wires.some(({ from, to }) => from === name || to === name),
		);
		expect(alone).toEqual([]);
	});

	it('polls by Check Status and a Wait on its In Progress output, all items together', () => {
		const checks = nodes.filter(({ parameters }) => parameters.operation === 'checkStatus');
		for (const { name, parameters } of checks) {
			expect(parameters.options).toMatchObject({ leaveTogether: true });
			const [wait] = wires.filter(({ from, output }) => from === name && output === 1);
			expect(wires).toContainEqual({ from: wait?.to, output: 0, to: name, index: 0 });
			expect(ofType('wait').map((node) => node.name)).toContain(wait?.to);
		}
	});

	/**
	 * Where somebody chooses the called workflow in the editor, later versions of the node may keep
	 * null as its inputs, on which n8n fails.
	 */
	it('calls others by the version of the node that has no inputs of its own', () => {
		const calls = ofType('executeWorkflow');
		expect(calls.filter(({ typeVersion }) => typeVersion !== 1.1)).toEqual([]);
		expect(calls.filter(({ parameters }) => 'workflowInputs' in parameters)).toEqual([]);
	});

	it('begins by hand where it can, and says in a note what it does', () => {
		const begins = nodes.filter(
			({ type, disabled }) => !disabled && BEGINS.some((begin) => type.endsWith(`.${begin}`)),
		);
		expect(begins).toHaveLength(1);
		expect(begins[0]?.type).toMatch(/manualTrigger|formTrigger|executeWorkflowTrigger/);
		expect(ofType('stickyNote')[0]?.name).toBe('What this does');
	});

	it('lets nobody in without a credential, and is not active', () => {
		expect(workflow.active).toBe(false);
		expect(workflow.pinData).toEqual({});
		for (const { parameters } of ofType('webhook'))
			expect(parameters.authentication).toBe('headerAuth');
		for (const { parameters } of ofType('formTrigger')) {
			expect(parameters.authentication).toBe('basicAuth');
		}
		for (const { parameters } of ofType('wait').filter((node) => node.parameters.resume)) {
			expect(parameters).toMatchObject({ resume: 'form', incomingAuthentication: 'basicAuth' });
		}
	});

	it('names our nodes as installed, with a credential of their kind', () => {
		for (const { type, credentials } of nodes.filter(isOwn)) {
			expect(OWN).toContain(type);
			expect(Object.keys(credentials ?? {})).toEqual([
				type.includes('.akamaiCps') ? 'akamaiEdgeGridApi' : 'digiCertApi',
			]);
		}
	});

	it('holds no value of somebody else, and locators by ID only', () => {
		for (const { parameters } of nodes.filter(isOwn)) {
			for (const locator of Object.values(parameters)) {
				if (typeof locator !== 'object' || locator === null || !('__rl' in locator)) continue;
				expect(locator.mode).toBe('id');
				expect(String(locator.value)).toMatch(/^$|^ssl$|^=\{\{/);
			}
		}
		const settings = nodes.find(({ name }) => name === 'Settings');
		const { assignments } = (settings?.parameters ?? {}) as {
			assignments?: { assignments: Array<{ value: unknown }> };
		};
		for (const { value } of assignments?.assignments ?? []) expect(['', false]).toContain(value);
	});
});
