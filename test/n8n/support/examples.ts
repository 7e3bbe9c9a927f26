/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';

import { checkout } from '../../../sandbox/launcher/cache';
import { doorCredentials } from '../../../sandbox/launcher/doors';
import { addWorkflow } from '../../../sandbox/launcher/publish';
import type { Rest } from '../../../sandbox/launcher/rest';
import type { WorkflowFile } from '../../../sandbox/launcher/seed';
import { readWorkflows, withCredentials } from '../../../sandbox/launcher/seed';
import { akamaiCredential } from '../../support/cps';
import { credentialOf } from '../../support/certCentral';
import type { TestSimulator } from '../../support/simulator';
import { createCredential } from './workflows';

export function example(id: string): WorkflowFile {
	const found = readWorkflows(join(checkout, 'workflows')).find((workflow) => workflow.id === id);
	if (!found) throw new Error(`There is no example ${id}`);
	return found;
}

/** The same with parameters that an admin has set in one node. */
export const withSet = (
	workflow: WorkflowFile,
	name: string,
	parameters: INodeParameters,
): WorkflowFile => ({
	...workflow,
	nodes: workflow.nodes.map((node: INode) =>
		node.name === name ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	),
});

/** Imported a second time, with credentials of a simulator that nobody else uses. */
export async function importFor(
	rest: Rest,
	simulator: TestSimulator,
	workflow: WorkflowFile,
): Promise<string> {
	const own = [
		['digiCertApi', credentialOf(simulator)],
		['akamaiEdgeGridApi', akamaiCredential(simulator)],
	] as const;
	const made = own.map(async ([type, data]) => ({
		...(await createCredential(rest, type, data)),
		type,
		data: {},
	}));
	const { nodes, connections, settings, name } = withCredentials(workflow, [
		...(await Promise.all(made)),
		...doorCredentials(),
	]);
	const id = await addWorkflow(rest, {
		name,
		nodes,
		connections,
		settings,
	});
	return id;
}
