import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	IConnections,
	INode,
	INodeParameters,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { Credentials, type CredentialValues } from './engineCredentials';

let executions = 0;

/** What surrounds an execution in n8n's server. */
export function additionalDataFor(
	credentials: CredentialValues,
	mode: WorkflowExecuteMode,
	workflow: { nodes: INode[]; connections: IConnections },
	parameters?: INodeParameters,
) {
	const base = 'http://localhost:5678/';
	const executionId = String(++executions);
	const notHere = async () => {
		throw new Error('Not part of this harness');
	};
	const data: IWorkflowExecuteAdditionalData = {
		credentialsHelper: new Credentials(credentials),
		externalSecretsProxy: new ExternalSecretsProxy(),
		executionId,
		currentNodeExecutionIndex: 0,
		currentNodeParameters: parameters,
		variables: {},
		restApiUrl: `${base}rest`,
		instanceBaseUrl: base,
		formBaseUrl: `${base}form`,
		formWaitingBaseUrl: `${base}form-waiting`,
		formTestBaseUrl: `${base}form-test`,
		webhookBaseUrl: `${base}webhook`,
		webhookWaitingBaseUrl: `${base}webhook-waiting`,
		webhookTestBaseUrl: `${base}webhook-test`,
		mcpBaseUrl: `${base}mcp`,
		mcpTestBaseUrl: `${base}mcp-test`,
		executeWorkflow: notHere,
		getRunExecutionData: notHere,
		getRuntimeCredential: notHere,
		startRunnerTask: notHere,
		logAiEvent() {},
		setExecutionStatus() {},
	};
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: 'test',
		name: 'test',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		activeVersionId: null,
		...workflow,
	});
	return Object.assign(data, { hooks });
}
