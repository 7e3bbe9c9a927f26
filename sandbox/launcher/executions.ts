/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'flatted';
import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import type { Rest } from './rest';

const LOOK_EVERY_MS = 300;
const LARGEST_PAGE = 100;
const FINAL = ['success', 'error', 'crashed', 'canceled'];

export interface Execution {
	id: string;
	status: string;
	data: IRunExecutionData;
}

export interface WaitOptions {
	withinMs?: number;
	/** Called at each look, e.g. to show progress */
	meanwhile?: () => Promise<void>;
}

interface StoredExecution {
	id: string;
	status: string;
	data: string;
}

/** Presses "Execute workflow" at the given trigger. */
export async function runFrom(rest: Rest, workflowId: string, trigger: string): Promise<string> {
	// n8n 1 runs what it is given, n8n 2 what it has.
	const workflowData = await rest.get<object>(`/workflows/${workflowId}`);
	const { executionId } = await rest.post<{ executionId?: string }>(
		`/workflows/${workflowId}/run`,
		{ workflowData, triggerToStartFrom: { name: trigger } },
	);
	if (!executionId) throw new Error(`"${trigger}" waits for a call and did not start`);
	return executionId;
}

export async function readExecution(rest: Rest, id: string): Promise<Execution> {
	const { status, data } = await rest.get<StoredExecution>(`/executions/${id}`);
	return { id, status, data: parse(data) as IRunExecutionData };
}

export async function finishedExecution(
	rest: Rest,
	id: string,
	{ withinMs = 300_000, meanwhile }: WaitOptions = {},
): Promise<Execution> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		const { status } = await rest.get<StoredExecution>(`/executions/${id}`);
		if (FINAL.includes(status)) return await readExecution(rest, id);
		await meanwhile?.();
		await pause(LOOK_EVERY_MS);
	}
	throw new Error(`Execution ${id} is not finished after ${withinMs / 1000} s`);
}

interface Page {
	results: Array<{ id: string }>;
	nextCursor?: string | null;
}

/** The ids of the newest executions of a workflow, newest first. */
export async function executionsOf(rest: Rest, workflowId: string, count = 20): Promise<string[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const ids: string[] = [];
	for (let cursor: string | null | undefined = ''; ids.length < count; ) {
		const limit = Math.min(count - ids.length, LARGEST_PAGE);
		const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
		const page = await rest.get<Page>(`/executions?filter=${filter}&limit=${limit}${after}`);
		ids.push(...page.results.map(({ id }) => id));
		cursor = page.nextCursor;
		if (!cursor) break;
	}
	return ids;
}

export function outputOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []);
}

export const jsonOf = (items: INodeExecutionData[]): IDataObject[] => items.map(({ json }) => json);

/** What a person would read in the execution view when it failed. */
export function errorOf({ data }: Execution): string | undefined {
	const { error, lastNodeExecuted } = data.resultData;
	if (!error) return undefined;
	const description = 'description' in error && error.description ? ` (${error.description})` : '';
	return `${lastNodeExecuted}: ${error.message}${description}`;
}
