import type { INodeParameters } from 'n8n-workflow';

import manifest from '../../../package.json';
import type { Credential, Known, OperationCase } from '../../support/operations';
import { everyOperation } from '../../support/operations';
import { failedHost } from '../../support/operationValues';
import type { TestSimulator } from '../../support/simulator';
import { newChain, newCsr } from '../../support/simulator';

/** Every operation of every node, as a node of a workflow in n8n. */

export interface Form {
	name: string;
	type: string;
	credential: Credential;
	writes: boolean;
	/** Each turn is about another host and name, so that none stands in the way of another. */
	parameters(turn: number): INodeParameters;
}

const TURNS = Array.from({ length: 40 }, (_, turn) => turn);

/** Each host has an automation that failed and may be retried. */
export const FAILED_HOSTS = TURNS.map(failedHost);

export async function everyForm(simulator: TestSimulator): Promise<Form[]> {
	const name = 'upload.example.com';
	const values: Record<string, unknown> = {
		contractId: simulator.keys.contractId,
		certificate: await newChain(simulator, name, await newCsr(name)),
		hash: 'a'.repeat(32),
	};
	const known: Known = (field) => values[field];
	return await Promise.all(
		everyOperation().map(async (operation) => await formOf(operation, known)),
	);
}

async function formOf(operation: OperationCase, known: Known): Promise<Form> {
	const { name, node, credential, writes } = operation;
	const filled = await Promise.all(
		TURNS.map(async (turn) => await operation.parameters(turn, known)),
	);
	return {
		name,
		type: `${manifest.name}.${node.description.name}`,
		credential,
		writes,
		parameters: (turn) => ({ ...filled[turn % TURNS.length] }),
	};
}

export const isWrite = ({ writes }: Form): boolean => writes;

/** One operation of each node. */
export const oneOfEach = (forms: Form[]): Form[] =>
	forms.filter(({ name }) =>
		['order get', 'automation get', 'enrollment get'].some((end) => name.endsWith(end)),
	);
