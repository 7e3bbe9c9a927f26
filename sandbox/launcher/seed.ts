/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import type { Instance } from './n8n';
import { command } from './n8n';

export interface Credential {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

export interface WorkflowFile {
	id: string;
	name: string;
	nodes: INode[];
	connections: object;
	[more: string]: unknown;
}

export function readWorkflows(folder: string): WorkflowFile[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as WorkflowFile);
}

/** The example files name credentials by type; here they get the ids of the imported ones. */
export function withCredentials(workflow: WorkflowFile, credentials: Credential[]): WorkflowFile {
	const nodes = workflow.nodes.map((node) => {
		const own = Object.keys(node.credentials ?? {}).flatMap((type) => {
			const found = credentials.find((credential) => credential.type === type);
			return found ? [[type, { id: found.id, name: found.name }] as const] : [];
		});
		return own.length > 0 ? { ...node, credentials: Object.fromEntries(own) } : node;
	});
	return { ...workflow, nodes };
}

async function imported(instance: Instance, what: string, content: object[]): Promise<void> {
	const file = join(instance.userFolder, `${what}.json`);
	// Secrets pass through this file: readable by its owner only, and gone at once.
	writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
	try {
		await command(instance, `import:${what}`, `--input=${file}`);
	} finally {
		rmSync(file, { force: true });
	}
}

/** With n8n's own import commands, as an admin would move them from one n8n to another. */
export async function importInto(
	instance: Instance,
	credentials: Credential[],
	workflows: WorkflowFile[],
): Promise<void> {
	if (credentials.length > 0) await imported(instance, 'credentials', credentials);
	const linked = workflows.map((workflow) => ({
		// n8n 2.0 imports nothing without one; what is imported in its editor needs none.
		versionId: randomUUID(),
		...withCredentials(workflow, credentials),
	}));
	if (linked.length > 0) await imported(instance, 'workflow', linked);
}
