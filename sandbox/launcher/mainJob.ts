import type { Simulator } from '../simulator/server';
import type { AxiosInstance } from 'axios';
import axios from 'axios';
import { newCsr } from './csr';
import type { Execution, WaitOptions } from './executions';
import { executionsOf, finishedExecution } from './executions';
import { publish } from './publish';
import type { Rest } from './rest';

export const MAIN = { workflow: 'certLifecycleMain', calls: 'certLifecyclePoll', last: 'Summary' };

const HTTP_OK = 200;
const WEBHOOK = '/webhook/certificate-lifecycle';
/** Virtual time runs faster, so the waits of the examples may be short. */
const WAIT_SECONDS = 2;

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
	const common = { commonName, waitSeconds: WAIT_SECONDS, ...place };
	if (lane !== 'appliance') return { ...common, lane: 'automate' };
	const csr = await newCsr(commonName);
	return { ...common, lane: host.agentName ? 'orderAndInstall' : 'order', csr };
}

/** Sends all hosts to the webhook of the main workflow; returns its finished execution. */
export async function runMainJob(
	rest: Rest,
	hosts: BookedHost[],
	options: WaitOptions = {},
): Promise<Execution> {
	await publish(rest, MAIN.calls);
	await publish(rest, MAIN.workflow);
	const before = await executionsOf(rest, MAIN.workflow);
	const body = { hosts: await Promise.all(hosts.map(asInput)) };
	const { status } = await axios.post(`${rest.origin}${WEBHOOK}`, body, {
		proxy: false,
		validateStatus: () => true,
	});
	if (status !== HTTP_OK) throw new Error(`The webhook of the main workflow answered ${status}`);
	const started = (await executionsOf(rest, MAIN.workflow)).find((id) => !before.includes(id));
	if (!started) throw new Error('The main workflow did not start');
	return await finishedExecution(rest, started, options);
}
