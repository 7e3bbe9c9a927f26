import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Caller } from '../../shared/http/caller';
import type { Answer, Meaning } from '../../shared/http/exchange';
import { exchange } from '../../shared/http/exchange';
import type { Query } from '../../shared/http/query';
import { queryOf } from '../../shared/http/query';
import { unreadable } from '../../shared/http/unreadable';
import { asObject, asObjects, asText, isEmpty, isObject, parseJson } from '../../shared/values';
import type { Client } from './client';
import { clientOf, CREDENTIAL } from './client';
import { refusalByStatus } from './refused';

interface ServicesRequest {
	method: IHttpRequestMethods;
	/** Below `/services/v2`, with ids already encoded. */
	path: string;
	query?: Query;
	body?: IDataObject;
	/** Default: `read` for GET, `write` for everything else. */
	meaning?: Meaning;
	binary?: boolean;
	/** Milliseconds for which the look-up behind it holds. */
	holdsFor?: number;
	/** What an answer names of what was made, be it a refusal. */
	named?: (answer: IDataObject) => IDataObject;
}

/** The one way to the Services API. */
export interface Services {
	client: Client;
	/** JSON of the answer; `{}` for an empty 204. Throws a Failure for everything else. */
	json(request: ServicesRequest): Promise<IDataObject>;
	/** Raw answer of a successful call (downloads). */
	raw(request: ServicesRequest): Promise<Answer>;
}

export async function servicesOf(caller: Caller): Promise<Services> {
	const client = await clientOf(caller);
	const raw = async (request: ServicesRequest): Promise<Answer> => {
		const given = await exchange(caller, CREDENTIAL, client.limiter(), {
			method: request.method,
			url: `${client.servicesUrl}${request.path}${queryOf(request.query)}`,
			headers: {
				'Content-Type': 'application/json',
				// List calls answer CSV to a leaked `text/csv`, so the wish is always stated.
				Accept: request.binary ? '*/*' : 'application/json',
			},
			body: request.body === undefined ? undefined : JSON.stringify(request.body),
			meaning: request.meaning ?? meaningOf(request),
			binary: request.binary,
			holdsFor: request.holdsFor,
			json: request.method === 'GET' && !request.binary,
		});
		const isOk = given.status >= 200 && given.status < 300;
		// The text of a file is looked at by whoever gives it out.
		const answer = isOk && request.binary ? given : { ...given, text: client.scrub(given.text) };
		if (isOk) return answer;
		const named = request.named?.(asObject(parseJson(answer.text))) ?? {};
		throw doubted(refusal(answer, request.meaning ?? meaningOf(request)), named);
	};
	const json = async (request: ServicesRequest): Promise<IDataObject> => {
		const answer = await raw(request);
		const isRead = request.method === 'GET';
		// 202, 206, 207 and the like: not, or not all of, what was asked for.
		if (isRead && (answer.status !== 200 || answer.text === '')) {
			throw unreadable('DigiCert', answer.status, 'read');
		}
		if (answer.status === 204 || answer.text === '') {
			// An order answers with its id; only state changes answer with nothing.
			return {};
		}
		const body = parseJson(answer.text);
		if (!isObject(body)) throw unreadable('DigiCert', answer.status, meaningOf(request));
		return body;
	};
	return { client, json, raw };
}

const meaningOf = ({ method }: ServicesRequest): Meaning => (method === 'GET' ? 'read' : 'write');

/** `{"errors":[{"code","message"}]}`; older answers hold the object without the list. */
function refusal({ status, text }: Answer, meaning: Meaning): Failure {
	const body = parseJson(text);
	const errors = isObject(body)
		? [...asObjects(body.errors), ...(isObject(body.errors) ? [body.errors] : [])]
		: [];
	const words = errors.flatMap(({ message }) => asText(message) ?? []).join(' ');
	return refusalByStatus({ status, meaning, code: asText(errors[0]?.code), words });
}

/** What names what was made has refused nothing. */
function doubted(failure: Failure, named: IDataObject): Failure {
	const { code, status, message } = failure;
	return isEmpty(named)
		? failure
		: new Failure({ class: 'unclear', code, status, message, ids: named });
}

/** One path segment, whatever it holds. */
export const pathSegment = (id: string | number): string => encodeURIComponent(String(id));
