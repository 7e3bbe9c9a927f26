/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import type { ReceivedRequest, Receiver } from '../../support/receiver';
import { startReceiver } from '../../support/receiver';
import type { TestSimulator } from '../../support/simulator';
import { tagged } from './search';
import { UNPACED } from '../../support/unpaced';
import { isWriteRequest } from '../../support/writeRequests';

/**
 * Services that fail and are careless on top: each answer repeats the whole request, headers with
 * key or signature and body with license keys.
 */

export const ECHO = 'You sent';

const echoOf = ({ method, url, headers, body }: ReceivedRequest): string =>
	`${ECHO} ${method} ${url} ${JSON.stringify(headers)} ${body.toString('utf8')}`;

/** The same words wherever one of the APIs looks for them. */
const errorBody = (request: ReceivedRequest) => {
	const message = echoOf(request);
	const error = {
		code: 'echo',
		errorCode: '9999',
		errorField: 'echo',
		message,
		errorMessage: message,
	};
	return { errors: [error], data: { errors: [error] }, title: message, detail: message };
};

const page = (request: ReceivedRequest) => `<html><body><h1>${echoOf(request)}</h1></body></html>`;

const html = { 'content-type': 'text/html' };

type Answerer = Parameters<Receiver['answer']>[0];

const refusal =
	(status: number, headers: Record<string, string> = {}): Answerer =>
	(request) => ({ status, headers, body: errorBody(request) });

/** Refusals, whose words everybody passes on. */
export const REFUSALS: Record<string, Answerer> = {
	400: refusal(400),
	401: refusal(401),
	403: refusal(403),
	404: refusal(404),
	'429, for a day': refusal(429, { 'retry-after': '86400' }),
};

/** What is tried again or looked up. */
export const BROKEN: Record<string, Answerer> = {
	500: refusal(500),
	'502 with a page': (request) => ({ status: 502, headers: html, body: page(request) }),
	'200 with errors inside': (request) => ({ body: errorBody(request) }),
	'200 with a page': (request) => ({ headers: html, body: page(request) }),
	'200 with broken JSON': (request) => ({ body: JSON.stringify(errorBody(request)).slice(0, -9) }),
	redirect: (request) => ({
		status: 302,
		headers: { location: `/?${encodeURIComponent(echoOf(request)).slice(0, 4_000)}` },
	}),
	'no answer': (_request, response) => void response.destroy(),
	'answer cut off': (request, response) => {
		response.writeHead(200, { 'content-length': '99999' }).write(echoOf(request));
		setImmediate(() => response.destroy());
	},
};

export interface Service {
	receiver: Receiver;
	credentials: Record<'digiCertApi' | 'akamaiEdgeGridApi', IDataObject>;
}

/** A service with credentials of its own, each secret in them tagged. */
export async function serviceThat(tag: string, answer: Answerer): Promise<Service> {
	const receiver = await startReceiver(answer);
	const { origin } = receiver;
	const [apiKey, clientToken, clientSecret, accessToken] = Array.from({ length: 4 }, () =>
		tagged(tag),
	);
	return {
		receiver,
		credentials: {
			digiCertApi: {
				apiKey,
				region: 'custom',
				servicesUrl: `${origin}/services/v2`,
				automationUrl: `${origin}/automationws/v1`,
				accountId: '1420077',
				divisionId: '610400',
				...UNPACED,
			},
			akamaiEdgeGridApi: { host: origin, clientToken, clientSecret, accessToken, ...UNPACED },
		},
	};
}

/** Hands every request on to the simulator, but for the writes, at which it fails. */
export async function failingAtWrites(
	tag: string,
	simulator: TestSimulator,
	answer: Answerer,
): Promise<Service> {
	const service = await serviceThat(tag, async (request, response) =>
		isWriteRequest(request)
			? await answer(request, response)
			: // At the end of a test the simulator may be gone first.
				await handOn(simulator.origin, request).catch(() => void response.destroy()),
	);
	const { digiCertApi, akamaiEdgeGridApi } = service.credentials;
	const { clientToken, clientSecret, accessToken } = akamaiEdgeGridApi;
	simulator.world.keys.digicertApiKey = String(digiCertApi.apiKey);
	Object.assign(simulator.world.keys.akamai, { clientToken, clientSecret, accessToken });
	const { accountId, divisionId } = simulator.keys;
	Object.assign(digiCertApi, { accountId: String(accountId), divisionId: String(divisionId) });
	return service;
}

async function handOn(origin: string, { method, url, headers, body }: ReceivedRequest) {
	const { status, data } = await axios.request<string>({
		method,
		url: `${origin}${url}`,
		// With the host as it was signed
		headers: { ...headers, 'accept-encoding': 'identity' },
		data: body,
		proxy: false,
		responseType: 'text',
		transformResponse: (text: string) => text,
		validateStatus: () => true,
	});
	return { status, headers: { 'content-type': 'application/json' }, body: data };
}
