import { randomBytes } from 'node:crypto';

import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import type { ReceivedRequest, Receiver } from '../../support/receiver';
import { startReceiver } from '../../support/receiver';

/**
 * Services that fail and are careless on top: each answer repeats the whole request, headers with
 * key or signature and body with license keys.
 */

const echoOf = ({ method, url, headers, body }: ReceivedRequest): string =>
	`${method} ${url} ${JSON.stringify(headers)} ${body.toString('utf8')}`;

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

export const FAILURES: Record<string, Answerer> = {
	'bad request': (request) => ({ status: 400, body: errorBody(request) }),
	forbidden: (request) => ({ status: 403, body: errorBody(request) }),
	'too many requests': (request) => ({
		status: 429,
		headers: { 'retry-after': '86400' },
		body: errorBody(request),
	}),
	'server error page': (request) => ({ status: 500, headers: html, body: page(request) }),
	'error inside 200': (request) => ({ body: errorBody(request) }),
	'page instead of JSON': (request) => ({ headers: html, body: page(request) }),
	'lost answer': (_request, response) => void response.destroy(),
};

/** Secrets that cannot be confused with anything else. */
export const newMark = (): string => `MARK${randomBytes(24).toString('hex').toUpperCase()}`;

export interface Service {
	receiver: Receiver;
	digiCertApi: IDataObject;
	akamaiEdgeGridApi: IDataObject;
	marks: string[];
}

/** A service that fails in one way, with credentials of its own for it. */
export async function failingService(answer: Answerer): Promise<Service> {
	const receiver = await startReceiver(answer);
	const [apiKey, clientToken, clientSecret, accessToken] = [
		newMark(),
		newMark(),
		newMark(),
		newMark(),
	];
	return {
		receiver,
		digiCertApi: {
			apiKey,
			region: 'custom',
			servicesUrl: `${receiver.origin}/services/v2`,
			automationUrl: `${receiver.origin}/automationws/v1`,
			accountId: '1420077',
			divisionId: '610400',
		},
		akamaiEdgeGridApi: { host: receiver.origin, clientToken, clientSecret, accessToken },
		marks: [apiKey, clientToken, clientSecret, accessToken],
	};
}

/** Hands everything on to the simulator, but for the paths where it fails. */
export const failingAt =
	(origin: string, path: RegExp, answer: Answerer): Answerer =>
	async (request, response) => {
		const { method, url, headers, body } = request;
		if (path.test(url)) return await answer(request, response);
		const handed = await axios.request<string>({
			method,
			url: `${origin}${url}`,
			headers: { ...headers, host: new URL(origin).host, 'accept-encoding': 'identity' },
			data: body,
			proxy: false,
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
		});
		return {
			status: handed.status,
			headers: { 'content-type': 'application/json' },
			body: handed.data,
		};
	};
