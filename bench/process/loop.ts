/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Agent } from 'node:http';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { AT_ONCE } from '../../nodes/shared/operation/each';
import { idsOf } from './answers';
import { REQUESTS } from './requests';
import type { LoopArm, Output, Work } from './task';

export async function runLoop(
	{ call }: LoopArm,
	{ credential, items }: Work,
): Promise<() => Output> {
	const httpAgent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
	const headers = { 'X-DC-DEVKEY': String(credential.apiKey) };
	const client = axios.create({ httpAgent, headers, proxy: false });
	const answers: IDataObject[] = [];
	let [next, failed] = [0, 0];
	const worker = async () => {
		for (let item = items[next++]; item; item = items[next++]) {
			try {
				answers.push((await client.request<IDataObject>(REQUESTS[call](item, credential))).data);
			} catch {
				failed++;
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	httpAgent.destroy();
	return () => ({ answered: answers.length, failed, ids: idsOf(answers) });
}
