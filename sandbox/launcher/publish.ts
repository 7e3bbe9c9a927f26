/* eslint-disable @n8n/community-nodes/require-node-api-error */
import type { Rest } from './rest';

/** Canvas units between two places of a node. */
const GRID = 20;

interface WorkflowSummary {
	id: string;
	name: string;
}

export async function workflowsOf(rest: Rest): Promise<WorkflowSummary[]> {
	return await rest.get<WorkflowSummary[]>('/workflows');
}

/** Not published; gives its ID. n8n 1 wants to be told so. */
export async function addWorkflow(rest: Rest, workflow: object): Promise<string> {
	const { id } = await rest.post<{ id: string }>('/workflows', { active: false, ...workflow });
	return id;
}

interface Saved {
	versionId: string;
	name: string;
	nodes: Array<{ position: [number, number] }>;
	connections: object;
}

/** n8n 2.0 keeps no version of what its command imported until a change of it is saved. */
async function saveMoved(rest: Rest, workflowId: string): Promise<void> {
	const { name, nodes, connections } = await rest.get<Saved>(`/workflows/${workflowId}`);
	const moved = nodes.map((node) => ({
		...node,
		position: [node.position[0] + GRID, node.position[1]],
	}));
	await rest.patch(`/workflows/${workflowId}`, { name, nodes: moved, connections });
}

async function activate(rest: Rest, workflowId: string): Promise<void> {
	const { versionId } = await rest.get<Saved>(`/workflows/${workflowId}`);
	await rest.post(`/workflows/${workflowId}/activate`, { versionId });
}

/** Publishing starts a workflow's own triggers; a called workflow must be published before its caller. */
export async function publish(rest: Rest, workflowId: string): Promise<void> {
	try {
		await activate(rest, workflowId);
	} catch (error) {
		if (!(error instanceof Error && error.message.includes('Version not found'))) throw error;
		await saveMoved(rest, workflowId);
		await activate(rest, workflowId);
	}
}
