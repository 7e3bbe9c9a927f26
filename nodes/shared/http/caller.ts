import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** Contexts from which a service is called: a run, a trigger's poll, or a list in the form. */
export type Caller = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** Every context has the method, but active triggers and forms call outside of any execution. */
export const executionOf = (caller: Caller): string | undefined =>
	caller.getExecutionId() || undefined;

/** Who takes turns with the others for slots: an execution, an active trigger, or the forms. */
export function ownerOf(caller: Caller): string {
	const execution = executionOf(caller);
	if (execution !== undefined) return execution;
	const workflow = caller.getWorkflow().id;
	const node = caller.getNode();
	// A form asks from a workflow made for the purpose, which has no id.
	return workflow ? `${workflow} ${node.id || node.name}` : 'form';
}
