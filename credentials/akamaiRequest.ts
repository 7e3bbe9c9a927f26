import { randomUUID } from 'node:crypto';

import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	UserError,
} from 'n8n-workflow';

import {
	type AnyRequestOptions,
	assertOwnOrigin,
	NO_REDIRECT,
	targetUrl,
} from '../nodes/shared/http/address';
import { secretText } from '../nodes/shared/http/credential';
import { akamaiOrigin } from './akamaiOrigin';
import { edgeGridTimestamp, sign } from './edgeGrid';
import { encodeBody, encodeQuery, type QueryStyle } from './encode';

type IncomingOptions = AnyRequestOptions & QueryStyle & { form?: unknown; formData?: unknown };

/** Set anew here, or by the HTTP client from what is really sent. */
const REPLACED_HEADERS = ['authorization', 'host', 'content-length'];

const FORM = /^(application\/x-www-form-urlencoded|multipart\/)/i;

/** Part of the final URL or of the signature already; n8n would apply them a second time. */
const FOLDED = ['uri', 'baseURL', 'qs', 'auth'] as const;

function keptHeaders(headers: IDataObject = {}): IDataObject {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => !REPLACED_HEADERS.includes(name.toLowerCase())),
	);
}

function statedMediaType(headers: IDataObject): string | undefined {
	const [, value] =
		Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
	return value === undefined ? undefined : String(value);
}

/** Everything that is signed goes into the URL, so that nobody orders or encodes it afterwards. */
function finalUrl(options: IncomingOptions, origin: string, accountSwitchKey: string): string {
	const target = targetUrl(options, origin);
	assertOwnOrigin(target, [origin]);
	const query = [target.search.slice(1), encodeQuery(options.qs, options)].filter(Boolean);
	const isSwitched = /(^|&)accountSwitchKey=/.test(query.join('&'));
	if (accountSwitchKey && !isSwitched) query.push(encodeQuery({ accountSwitchKey }));
	const search = query.length ? `?${query.join('&')}` : '';
	return new URL(`${origin}${target.pathname}${search}`).href;
}

/** Turns request options of either shape into ones whose URL and bytes are final, and signs them. */
export function signRequest(
	credentials: ICredentialDataDecryptedObject,
	options: IncomingOptions,
): IHttpRequestOptions {
	const headers = keptHeaders(options.headers);
	if (options.form || options.formData || FORM.test(statedMediaType(headers) ?? '')) {
		throw new UserError(
			'Akamai EdgeGrid requests carry JSON, text or bytes: a form or a file upload cannot be signed',
		);
	}
	const method = (options.method ?? 'GET').toUpperCase();
	const url = finalUrl(
		options,
		akamaiOrigin(credentials),
		String(credentials.accountSwitchKey ?? '').trim(),
	);
	const body = encodeBody(method, options.body);
	if (body && !statedMediaType(headers)) headers['Content-Type'] = body.mediaType;
	headers.Authorization = sign({
		method,
		url,
		body: body?.bytes,
		secrets: {
			clientToken: secretText(credentials, 'clientToken', 'Client Token'),
			clientSecret: secretText(credentials, 'clientSecret', 'Client Secret'),
			accessToken: secretText(credentials, 'accessToken', 'Access Token'),
		},
		timestamp: edgeGridTimestamp(new Date()),
		nonce: randomUUID(),
	});

	const signed = { ...options, ...NO_REDIRECT, url, headers, body: body?.bytes };
	for (const folded of FOLDED) delete signed[folded];
	if (!body) delete signed.body;
	return signed;
}
