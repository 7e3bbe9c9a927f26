import { singleNode, startDescription } from './engine';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialTestRequest,
	type IDataObject,
	type IExecuteData,
	type INodeType,
} from 'n8n-workflow';

import { credentialType } from './engineCredentials';

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** Presses the Test button of a credential: the same request and rules as in n8n. */
export async function testCredential(
	type: string,
	values: IDataObject,
): Promise<CredentialTestResult> {
	const { test } = credentialType(type);
	if (!test) throw new Error(`The credential type "${type}" has no test`);
	const nodeType: INodeType = {
		description: {
			...startDescription,
			name: 'credentialTest',
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					routing: { request: test.request },
				},
			],
		},
	};
	const context = singleNode({ node: nodeType, parameters: {}, credentials: { [type]: values } });
	const { node, workflow, additionalData } = context;
	const input = { main: [[{ json: {} }]] };
	const runData = createEmptyRunExecutionData();
	const executeData: IExecuteData = { node, data: input, source: null };
	const execution = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		runData,
		0,
		input.main[0] ?? [],
		input,
		executeData,
		[],
	);
	try {
		const [output] = (await new RoutingNode(execution, nodeType).runNode()) ?? [];
		return judge(test, output?.[0]?.json);
	} catch (error) {
		const { cause, message } = error as Error & { cause?: { code?: string } };
		return { status: 'Error', message: cause?.code ?? message };
	}
}

/** First rule that matches decides; a value that is expected to be `undefined` closes the list. */
function judge({ rules = [] }: ICredentialTestRequest, answer: unknown): CredentialTestResult {
	for (const { type, properties } of rules) {
		if (type !== 'responseSuccessBody') continue;
		if (at(answer, properties.key) === properties.value) {
			return { status: 'Error', message: properties.message };
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function at(value: unknown, path: string): unknown {
	return path
		.split(/[.[\]]+/)
		.filter(Boolean)
		.reduce<unknown>((inner, key) => {
			const isObject = typeof inner === 'object' && inner !== null;
			return isObject ? (inner as Record<string, unknown>)[key] : undefined;
		}, value);
}
