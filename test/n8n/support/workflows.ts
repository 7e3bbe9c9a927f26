import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Execution } from '../../../sandbox/launcher/executions';
import { finishedExecution, runFrom } from '../../../sandbox/launcher/executions';
import { addWorkflow } from '../../../sandbox/launcher/publish';
import type { Rest } from '../../../sandbox/launcher/rest';

export const START = 'Start';

export interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters: INodeParameters;
	credentials?: INode['credentials'];
	onError?: INode['onError'];
}

const BY_HAND: Step = { name: START, type: 'n8n-nodes-base.manualTrigger', parameters: {} };

/** A trigger followed by the given nodes, one after the other. */
export function chain(name: string, steps: Step[], trigger = BY_HAND) {
	const all = [trigger, ...steps];
	const nodes = all.map((step, index) => ({
		id: randomUUID(),
		typeVersion: 1,
		position: [index * 220, 0],
		...step,
	}));
	const connections = Object.fromEntries(
		all
			.slice(1)
			.map((step, index) => [
				all[index]?.name,
				{ main: [[{ node: step.name, type: 'main', index: 0 }]] },
			]),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}

export async function createCredential(
	rest: Rest,
	type: string,
	data: IDataObject,
	name = `${type} ${randomUUID()}`,
): Promise<{ id: string; name: string }> {
	const { id } = await rest.post<{ id: string }>('/credentials', { name, type, data });
	return { id, name };
}

export async function runChain(rest: Rest, name: string, steps: Step[]): Promise<Execution> {
	const id = await addWorkflow(rest, chain(name, steps));
	return await finishedExecution(rest, await runFrom(rest, id, START), { withinMs: 60_000 });
}
