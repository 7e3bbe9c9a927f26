import type { INodeParameters } from 'n8n-workflow';

import {
	byId,
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	placed,
} from '../../../../support/certCentral';
import { newCsr } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** Fewer orders than this are asked singly. */
export const FEW = 20;
export const word = (outcome: string, at: number) => `${outcome}-${at}.example.com`;

/** Check Status, with somebody between it and the account. */
export function useCheck() {
	const simulator = useSimulator();

	async function check(ids: number[], options: INodeParameters = {}, services?: string) {
		const parameters = {
			resource: 'order',
			operation: 'checkStatus',
			orderId: byId('={{ $json.orderId }}'),
			options,
		};
		const digiCertApi = { ...credentialOf(simulator), ...(services && { servicesUrl: services }) };
		const items = ids.map((orderId) => ({ orderId }));
		const before = callsOf(simulator).length;
		const run = await certCentral(simulator, parameters, items, { credentials: { digiCertApi } });
		const calls = callsOf(simulator).slice(before);
		const count = (path: RegExp) =>
			calls.filter((call) => path.test(call.path + call.query)).length;
		return {
			...run,
			lists: count(/\/order\/certificate\?/),
			infos: count(/\/order\/certificate\/\d+$/),
			requests: count(/\/request\/\d+$/),
			items: run.outputs.map(jsons),
		};
	}

	/** Orders of one key pair; what becomes of them, their names tell. */
	async function place(...names: string[]): Promise<number[]> {
		const csr = await newCsr('www.example.com');
		return await placed(
			simulator,
			names.map((commonName) => ({ commonName, csr })),
		);
	}

	const several = async (outcome: string, count: number) =>
		await place(...Array.from({ length: count }, (_, at) => word(outcome, at)));

	return { simulator, check, place, several };
}
