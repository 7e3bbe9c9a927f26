import type { Rest } from './rest';

interface WorkflowSummary {
	id: string;
	name: string;
}

export async function workflowsOf(rest: Rest): Promise<WorkflowSummary[]> {
	return await rest.get<WorkflowSummary[]>('/workflows');
}

/** Publishing starts a workflow's own triggers; a called workflow must be published before its caller. */
export async function publish(rest: Rest, workflowId: string): Promise<void> {
	const { versionId } = await rest.get<{ versionId: string }>(`/workflows/${workflowId}`);
	await rest.post(`/workflows/${workflowId}/activate`, { versionId });
}
