import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Caller } from '../../shared/http/caller';
import type { Answer, Meaning, Request } from '../../shared/http/exchange';
import { exchange } from '../../shared/http/exchange';
import { queryOf } from '../../shared/http/query';
import { unreadable } from '../../shared/http/unreadable';
import { parseJson } from '../../shared/values';
import type { Client } from './client';
import { clientOf, CREDENTIAL } from './client';
import { hasProblem, problemOf } from './problem';
import { limitOf } from './tooMany';

export interface CpsRequest extends Pick<Request, 'bucket' | 'leavesBucket' | 'deadline'> {
	method: IHttpRequestMethods;
	/** From the host on, with ids already numbers. */
	path: string;
	query?: Record<string, string | number | boolean | undefined>;
	accept: string;
	body?: IDataObject;
	contentType?: string;
}

/** The one way to Akamai. */
export interface Cps {
	client: Client;
	/** The answer whatever its status; no answer is a Failure. */
	send(request: CpsRequest): Promise<Answer>;
	/** What a refusal means. */
	refusal(request: CpsRequest, answer: Answer): Failure;
	/**
	 * What a success says, as `narrow` reads it. A body of which it makes nothing is unreadable: no
	 * absence, and no success.
	 */
	narrowed<T>(request: CpsRequest, narrow: Narrow<T>): Promise<T>;
}

/** Of the body, and of the status where CPS says more by it. */
type Narrow<T> = (body: unknown, status: number) => T | undefined;

const meaningOf = ({ method }: CpsRequest): Meaning => (method === 'GET' ? 'read' : 'write');

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

export async function cpsOf(caller: Caller, accountSwitchKey?: string): Promise<Cps> {
	const client = await clientOf(caller, accountSwitchKey);
	const send = async (request: CpsRequest): Promise<Answer> => {
		const { method, path, body, bucket, leavesBucket, deadline } = request;
		// A switch key in the URL takes the place of the credential's.
		const query = queryOf({ ...request.query, accountSwitchKey });
		const answer = await exchange(caller, CREDENTIAL, client.limiter(), {
			method,
			url: `${client.origin}${path}${query}`,
			headers: {
				Accept: request.accept,
				...(request.contentType ? { 'Content-Type': request.contentType } : {}),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			meaning: meaningOf(request),
			json: true,
			limitOf,
			bucket,
			leavesBucket,
			deadline,
		});
		return { ...answer, text: client.scrub(answer.text) };
	};
	const refusal = (request: CpsRequest, answer: Answer): Failure => {
		const { path } = request;
		const ownAccount = accountSwitchKey !== undefined;
		const failure = problemOf(answer, { path, meaning: meaningOf(request), ownAccount });
		// Written with escapes, a secret shows only when the JSON has been read.
		return new Failure({ ...failure, message: client.scrub(failure.message) });
	};
	const narrowed = async <T>(request: CpsRequest, narrow: Narrow<T>): Promise<T> => {
		const answer = await send(request);
		if (!isSuccess(answer)) throw refusal(request, answer);
		const body = parseJson(answer.text);
		const read = hasProblem(body) ? undefined : narrow(body, answer.status);
		if (read === undefined) throw unreadable('Akamai', answer.status, meaningOf(request));
		return read;
	};
	return { client, send, refusal, narrowed };
}
