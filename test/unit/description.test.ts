/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { AkamaiCps } from '../../nodes/Akamai/Cps/AkamaiCps.node';
import { operations as cps } from '../../nodes/Akamai/Cps/actions';
import { AkamaiCpsTrigger } from '../../nodes/Akamai/CpsTrigger/AkamaiCpsTrigger.node';
import { DigiCertAutomation } from '../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { operations as automation } from '../../nodes/DigiCert/Automation/actions';
import { DigiCertCertCentral } from '../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { operations as certCentral } from '../../nodes/DigiCert/CertCentral/actions';
import { optionsOf } from '../../nodes/shared/form/fields';
import { locator } from '../../nodes/shared/form/locator';
import type { OperationMap } from '../../nodes/shared/operation/operation';
import type { Node } from '../support/formRules';
import { FILE_RULES, FORM_RULES, OPERATION_RULES, TRIGGER_RULES } from '../support/formRules';

interface Case {
	node: Node;
	/** A trigger has none. */
	map?: OperationMap;
}

/** By the node's file below `nodes`. */
const CASES: Record<string, Case> = {
	'Akamai/Cps/AkamaiCps.node.ts': { node: new AkamaiCps(), map: cps },
	'Akamai/CpsTrigger/AkamaiCpsTrigger.node.ts': { node: new AkamaiCpsTrigger() },
	'DigiCert/Automation/DigiCertAutomation.node.ts': {
		node: new DigiCertAutomation(),
		map: automation,
	},
	'DigiCert/CertCentral/DigiCertCertCentral.node.ts': {
		node: new DigiCertCertCentral(),
		map: certCentral,
	},
};

const nodes = resolve(__dirname, '../../nodes');

test('every node of the package is looked at', () => {
	const found = readdirSync(nodes, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith('.node.ts'));
	expect(found.sort()).toEqual(Object.keys(CASES).sort());
});

describe.each(Object.entries(CASES))('%s', (name, { node, map }) => {
	const file = join(nodes, name);

	test.each(Object.entries(FORM_RULES))('%s', (_title, rule) => rule(node));
	test.each(Object.entries(FILE_RULES))('%s', (_title, rule) => rule({ node, file }));
	if (map) {
		test.each(Object.entries(OPERATION_RULES))('%s', (_title, rule) => rule({ node, file, map }));
	} else {
		test.each(Object.entries(TRIGGER_RULES))('%s', (_title, rule) => rule(node));
	}
});

describe('A trigger is held to the rules of a form', () => {
	const event: INodeProperties = {
		displayName: 'Event',
		name: 'event',
		type: 'options',
		options: [
			{ name: 'Issued', value: 'issued' },
			{ name: 'Expiring', value: 'expiring' },
		],
		default: 'issued',
	};
	const order = locator({
		displayName: 'Order',
		name: 'orderId',
		description: 'The order',
		searchListMethod: 'searchOrders',
		placeholder: 'e.g. 112233',
	});
	const days: INodeProperties = {
		displayName: 'Days Before',
		name: 'days',
		type: 'number',
		default: 30,
	};
	const optionsFor = (chosen: string, ...fields: INodeProperties[]): INodeProperties => ({
		...optionsOf(...fields),
		displayOptions: { show: { event: [chosen] } },
	});
	const sound: INodeTypeDescription = {
		displayName: 'Order Trigger',
		name: 'orderTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Starts the workflow when an order changes',
		defaults: { name: 'Order Trigger' },
		polling: true,
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'digiCertApi', required: true }],
		properties: [event, order, optionsFor('issued', order), optionsFor('expiring', days)],
	};
	const trigger = (more: Partial<INodeTypeDescription> = {}, rest: Partial<Node> = {}): Node => ({
		description: { ...sound, ...more },
		methods: { listSearch: { searchOrders: async () => ({ results: [] }) } },
		poll: async () => null,
		...rest,
	});
	const rules = Object.entries({ ...FORM_RULES, ...TRIGGER_RULES });

	const broken = (node: Node): string[] =>
		rules.flatMap(([title, rule]) => {
			try {
				rule(node);
				return [];
			} catch {
				return [title];
			}
		});

	test('of which a sound one breaks none', () => {
		for (const [, rule] of rules) rule(trigger());
	});

	const withFields = (...properties: INodeProperties[]) =>
		trigger({ properties: [event, ...properties] });

	test.each<[string, Node, string]>([
		[
			'without a required credential',
			trigger({ credentials: [{ name: 'digiCertApi' }] }),
			'says what it does, and needs its credentials',
		],
		[
			'whose default cannot be chosen',
			trigger({ properties: [{ ...event, default: 'revoked' }] }),
			'gives every field a label, and one that people choose from a default that exists',
		],
		[
			'whose field in a collection has no label',
			withFields(optionsOf({ ...days, displayName: '' })),
			'gives every field a label, and one that people choose from a default that exists',
		],
		['that names a field twice', withFields(days, days), 'names a field once in each place'],
		[
			'that names a field twice for one event',
			withFields(optionsFor('issued', days), optionsFor('issued', order)),
			'names a field once in each place',
		],
		[
			'that shows a field by an event which nobody can choose',
			withFields(optionsFor('revoked', days)),
			'shows fields by values that can be chosen',
		],
		[
			'without the list that a field asks for',
			trigger({}, { methods: {} }),
			'has every method that a field asks for',
		],
		['that takes items', trigger({ inputs: ['main'] }), 'begins a workflow, by polling'],
		['that does not poll', trigger({}, { poll: undefined }), 'begins a workflow, by polling'],
		['that AI agents see', trigger({ usableAsTool: true }), 'is no tool of an AI agent'],
	])('and one %s breaks one of them', (_what, node, rule) => {
		expect(broken(node)).toEqual([rule]);
	});
});
