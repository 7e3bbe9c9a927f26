/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';

import { operations as cps } from '../../nodes/Akamai/Cps/actions';
import { operations as automation } from '../../nodes/DigiCert/Automation/actions';
import { operations as certCentral } from '../../nodes/DigiCert/CertCentral/actions';
import type { Operation, OperationMap } from '../../nodes/shared/operation/operation';
import { OUTPUTS } from '../../nodes/shared/operation/outputs';
import { fieldTable } from './fields';

/** What no description holds: where the vendor tells more, and what bounds there are. */
interface About {
	node: INodeType;
	map: OperationMap;
	credential: string;
	reference: string;
	bounds: string[];
}

/** By its whole name: beside the class lies a JSON file of the same one. */
export function nodeIn(path: string): INodeType {
	const load = createRequire(__filename);
	const loaded: unknown = load(join(__dirname, `../../nodes/${path}.node.ts`));
	const [NodeClass] = Object.values(loaded as Record<string, new () => INodeType>);
	if (!NodeClass) throw new Error(`${path} exports no node`);
	return new NodeClass();
}

export const NODE_PAGES: Record<string, About> = {
	'docs/nodes/digicert-certcentral.md': {
		node: nodeIn('DigiCert/CertCentral/DigiCertCertCentral'),
		map: certCentral,
		credential: 'digicert-certcentral.md',
		reference: 'https://dev.digicert.com/en/certcentral-apis/services-api.html',
		bounds: [
			'Every new order costs money. What makes two orders the same, and how long the look-up reaches back, is in [ordering.md](../ordering.md).',
			'At most 249 further names and 1095 days an order; DigiCert caps the life of public certificates.',
			'DigiCert allows 100 requests in 5 seconds and 1000 in 3 minutes; the node keeps to both.',
		],
	},
	'docs/nodes/digicert-automation.md': {
		node: nodeIn('DigiCert/Automation/DigiCertAutomation'),
		map: automation,
		credential: 'digicert-certcentral.md',
		reference: 'https://dev.digicert.com/en/certcentral-apis/automation-api.html',
		bounds: [
			'Enroll, Renew, Transfer and Add SNI each place a paid order. A host that is in progress, or was requested within _Duplicate Window_, is not sent again.',
			'At most 500 hosts travel in one call; hosts that share address and port travel in different ones.',
			'The list of automated IPs shows certificates that expire within 90 days, scheduled and failed automations only: what is done leaves it.',
		],
	},
	'docs/nodes/akamai-cps.md': {
		node: nodeIn('Akamai/Cps/AkamaiCps'),
		map: cps,
		credential: 'akamai-edgegrid.md',
		reference: 'https://techdocs.akamai.com/cps/reference/api',
		bounds: [
			'CPS takes one new enrollment in five minutes for each contract; further items wait inside the node, as long as _Wait for Turn_ allows.',
			'Common name, certificate type, validation type, secure network and SNI only cannot be changed afterwards.',
			'Akamai allows 20 requests in 2 seconds and 35 in a minute; the node keeps to both.',
		],
	},
};

const workflows = join(__dirname, '../../workflows');

interface Workflow {
	name: string;
	nodes: Array<{ type: string }>;
}

/** The workflows of this package in which a node is at work. */
export function examplesOf({ name }: INodeType['description']): string {
	return readdirSync(workflows)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.flatMap((file) => {
			const workflow = JSON.parse(readFileSync(join(workflows, file), 'utf8')) as Workflow;
			const isUsed = workflow.nodes.some(({ type }) => type.endsWith(`.${name}`));
			return isUsed ? [`- [${workflow.name}](../../workflows/${file})`] : [];
		})
		.join('\n');
}

const outputsOf = ({ outputs = 'main' }: Operation): string =>
	outputs === 'main' ? 'One output.' : `Outputs: ${OUTPUTS[outputs].join(', ')}.`;

function operationSection(resource: string, operation: Operation, picture: string): string {
	const { name, description, fields, irreversible, idFields = [] } = operation;
	const told =
		idFields.length > 0 ? ` Items carry ${idFields.map((id) => `\`${id}\``).join(', ')}.` : '';
	const notices = fields
		.filter(({ type }) => type === 'notice')
		.map((field) => `> ${field.displayName}`);
	const caution = irreversible
		? ' It spends money or cannot be undone, so AI agents may not call it.'
		: '';
	return [
		`### ${resource} > ${name}`,
		`${description}. ${outputsOf(operation)}${told}${caution}`,
		...notices,
		fieldTable(fields) || 'There is nothing to fill in.',
		`[The form](../forms.md#${picture})`,
	].join('\n\n');
}

export const pictureOf = (node: string, resource: string, operation: string): string =>
	`${node}-${resource}-${operation}`.toLowerCase();

export function nodePage({ node, map, credential, reference, bounds }: About): string {
	const { displayName, description, name } = node.description;
	const sections = Object.entries(map).flatMap(([resource, entry]) =>
		Object.entries(entry.operations).map(([operation, spec]) =>
			operationSection(entry.name, spec, pictureOf(name, resource, operation)),
		),
	);
	return `# ${displayName}

${description}. Needs the credential on [this page](../credentials/${credential}).

The vendor's own reference: <${reference}>.

## Bounds

${bounds.map((bound) => `- ${bound}`).join('\n')}

## Errors

An item that fails says why in \`error\`, and in \`details\` who must act, what comes next, whether a
repeat helps, and the code. With On Error at _Stop Workflow_ all of it stands in one error: the
cause first, then each item by its name, then what was bought. All codes are in
[errors.md](../errors.md).

## Examples

${examplesOf(node.description)}

## Operations

${sections.join('\n\n')}
`;
}
