import type { Rest } from './rest';

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

/** Publishing starts a workflow's own triggers; a called workflow must be published before its caller. */
export async function publish(rest: Rest, workflowId: string): Promise<void> {
	const { versionId } = await rest.get<{ versionId: string }>(`/workflows/${workflowId}`);
	await rest.post(`/workflows/${workflowId}/activate`, { versionId });
}
