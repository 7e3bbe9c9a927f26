/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';
import type { AxiosInstance } from 'axios';
import axios from 'axios';
import type { Simulator } from '../simulator/server';
import { newCsr } from './csr';
import { HEADER } from './doors';
import type { Execution, WaitOptions } from './executions';
import { executionsOf, finishedExecution } from './executions';
import { publish } from './publish';
import type { Rest } from './rest';

export const MAIN = {
	workflow: 'certLifecycleMain',
	calls: ['certLifecyclePoll', 'certLifecycleOrder'],
	webhook: 'certificate-lifecycle',
	last: 'Summary',
};

const HTTP_OK = 200;
const HTTP_NOT_FOUND = 404;
const REGISTERED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 200;

export interface BookedHost {
	lane: string;
	ip: string;
	port: number;
	commonName: string;
	domainName?: string;
	agentName?: string;
	managementIp?: string;
	virtualServerName?: string;
	expected: {
		order?: string;
		automation?: string;
		state?: string;
		retries?: number;
		paidOrders: number;
	};
	automations: Array<{ status: string; retries: number; automationId: number }>;
}

export interface Books {
	paidOrders: number;
	orders: Array<{ id: number; status: string; commonName: string; source: string }>;
	hosts: BookedHost[];
}

export interface Management {
	books(): Promise<Books>;
}

export function managementOf({ origin }: Pick<Simulator, 'origin'>): Management {
	const http: AxiosInstance = axios.create({ baseURL: `${origin}/_sandbox`, proxy: false });
	return { books: async () => (await http.get<{ digicert: Books }>('/books')).data.digicert };
}

/** A host as the inventory of an admin would name it. */
async function asInput(host: BookedHost) {
	const { lane, ip, port, commonName, domainName, managementIp, virtualServerName } = host;
	const place = { ip, port, domainName, managementIp, virtualServerName };
	if (lane !== 'appliance') return { lane: 'automate', commonName, ...place };
	const csr = await csrOf(commonName);
	return { lane: host.agentName ? 'orderAndInstall' : 'order', commonName, csr, ...place };
}

const csrs = new Map<string, Promise<string>>();

/** The same key pair in every run, so that a second one is the same order. */
function csrOf(commonName: string): Promise<string> {
	const csr = csrs.get(commonName) ?? newCsr(commonName);
	csrs.set(commonName, csr);
	return csr;
}

export const inputsOf = async (hosts: BookedHost[]) => await Promise.all(hosts.map(asInput));

/** A published webhook answers a moment after the publishing, 404 until then; a POST is never repeated otherwise. */
async function call(origin: string, path: string, body: object): Promise<void> {
	const deadline = Date.now() + REGISTERED_WITHIN_MS;
	for (;;) {
		const { status } = await axios.post(`${origin}/webhook/${path}`, body, {
			headers: { [HEADER.name]: HEADER.value },
			proxy: false,
			validateStatus: () => true,
		});
		if (status === HTTP_OK) return;
		if (status !== HTTP_NOT_FOUND || Date.now() > deadline) {
			throw new Error(`The webhook "${path}" answered ${status}`);
		}
		await pause(LOOK_EVERY_MS);
	}
}

/** Sends all hosts to the webhook of the main workflow; returns its finished execution. */
export async function runMainJob(
	rest: Rest,
	hosts: BookedHost[],
	options: WaitOptions = {},
): Promise<Execution> {
	for (const called of MAIN.calls) await publish(rest, called);
	await publish(rest, MAIN.workflow);
	const before = await executionsOf(rest, MAIN.workflow);
	await call(rest.webhooks, MAIN.webhook, { hosts: await inputsOf(hosts) });
	const started = (await executionsOf(rest, MAIN.workflow)).find((id) => !before.includes(id));
	if (!started) throw new Error('The main workflow did not start');
	return await finishedExecution(rest, started, options);
}
