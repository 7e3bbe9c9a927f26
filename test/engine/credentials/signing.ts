/* eslint-disable @n8n/community-nodes/no-deprecated-workflow-functions */
import { randomBytes } from 'node:crypto';

import type { IDataObject, IHttpRequestOptions, IRequestOptions } from 'n8n-workflow';

import { sign } from '../../../credentials/edgeGrid';
import { caller, runNode } from '../../support/engine';
import { type ReceivedRequest } from '../../support/receiver';
import { useReceiver } from '../../support/use';

export const secret = () => randomBytes(24).toString('base64');
export const secrets = { clientToken: secret(), clientSecret: secret(), accessToken: secret() };

export type Shape = 'url' | 'uri';

export type Request = Partial<Omit<IHttpRequestOptions, 'url'> & IRequestOptions> & {
	path: string;
};

/** What Akamai does: computes the signature anew from the bytes that arrived. */
export function expectTrueSignature({ method, url, headers, body }: ReceivedRequest) {
	const header = headers.authorization ?? '';
	const [, timestamp = '', nonce = ''] = /timestamp=([^;]+);nonce=([^;]+);/.exec(header) ?? [];
	const expected = sign({
		method,
		url: `http://${headers.host}${url}`,
		body,
		secrets,
		timestamp,
		nonce,
	});
	expect(header).toBe(expected);
}

/** A receiver of signed requests. */
export function useSigning() {
	const receiver = useReceiver();

	/** `url` and `baseURL` are what our nodes hand over, `uri` is the shape of HTTP Request. */
	function send(shape: Shape, { path, ...options }: Request, fields: IDataObject = {}) {
		const isAbsolute = /^https?:/.test(path);
		const node = caller('akamaiEdgeGridApi', async (context) =>
			shape === 'url'
				? await context.helpers.httpRequestWithAuthentication.call(context, 'akamaiEdgeGridApi', {
						...(!isAbsolute && { baseURL: `${receiver.origin}/` }),
						...(options as Partial<IHttpRequestOptions>),
						url: path,
					})
				: await context.helpers.requestWithAuthentication.call(context, 'akamaiEdgeGridApi', {
						followRedirect: true,
						...(options as IRequestOptions),
						uri: isAbsolute ? path : receiver.origin + path,
					}),
		);
		const akamaiEdgeGridApi = { host: receiver.origin, ...secrets, ...fields };
		return runNode({ node, parameters: {}, credentials: { akamaiEdgeGridApi } });
	}

	function received(): ReceivedRequest {
		expect(receiver.received).toHaveLength(1);
		return receiver.received[0] as ReceivedRequest;
	}

	return { receiver, send, received };
}
