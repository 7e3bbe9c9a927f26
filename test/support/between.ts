/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingHttpHeaders } from 'node:http';

import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import type { TestSimulator } from './simulator';
import { startReceiver } from './receiver';

export interface Passed {
	method: string;
	url: string;
	status: number;
	body: IDataObject;
}

/** Changes what comes back of a call that the simulator has carried out. */
type Change = (passed: Passed) => Changed | undefined | Promise<Changed | undefined>;

interface Changed {
	status?: number;
	body: unknown;
}

/** Stands between node and simulator: for answers that the simulator does not give. */
export async function startBetween(simulator: TestSimulator) {
	let change: Change = () => undefined;
	const receiver = await startReceiver(async ({ method, url, headers, body }, response) => {
		const passed = await axios
			.request<IDataObject>({
				method,
				url: simulator.origin + url,
				headers: passedOn(headers),
				...(body.length > 0 ? { data: body } : {}),
				validateStatus: () => true,
			})
			.catch(() => undefined);
		// A cut connection is passed on as one.
		if (!passed) return void response.destroy();
		const { status, data } = passed;
		return (await change({ method, url, status, body: data })) ?? { status, body: data };
	});
	simulator.origins.push(receiver.origin);
	return {
		origin: receiver.origin,
		servicesUrl: `${receiver.origin}/services/v2`,
		change: (next: Change) => {
			change = next;
		},
		close: receiver.close,
	};
}

const OF_THE_CONNECTION = ['connection', 'content-length', 'accept-encoding', 'transfer-encoding'];

/** The host stays, since Akamai's signature is made over it. */
const passedOn = (headers: IncomingHttpHeaders): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			OF_THE_CONNECTION.includes(name) ? [] : [[name, String(value)]],
		),
	);

export type Between = Awaited<ReturnType<typeof startBetween>>;

export const isList = ({ url }: Passed): boolean => url.includes('/order/certificate?');

/** Order info of one order. */
export const isInfoOf = ({ method, url }: Passed, id: unknown): boolean =>
	method === 'GET' && url.endsWith(`/order/certificate/${String(id)}`);

export const REFUSED = {
	403: {
		status: 403,
		body: { errors: [{ code: 'access_denied|missing_permission', message: 'No permission.' }] },
	},
	404: { status: 404, body: { errors: [{ code: 'not_found|order', message: 'Not found.' }] } },
	400: { status: 400, body: { errors: [{ code: 'invalid_value:sort', message: 'Invalid.' }] } },
};
