import { createHash, createHmac } from 'node:crypto';

/** Akamai hashes no more than this many bytes of a POST body. */
export const MAX_HASHED_BYTES = 131072;

export interface EdgeGridSecrets {
	clientToken: string;
	clientSecret: string;
	accessToken: string;
}

export interface EdgeGridRequest {
	method: string;
	/** Absolute, with the path and query exactly as they are sent. */
	url: string;
	/** The bytes that are sent; text counts as UTF-8. */
	body?: string | Uint8Array;
	headers?: Record<string, string>;
	headersToSign?: string[];
	secrets: EdgeGridSecrets;
	timestamp: string;
	nonce: string;
	maxBody?: number;
}

const hmac = (key: string, message: string) =>
	createHmac('sha256', key).update(message).digest('base64');

/** `20140321T19:34:21+0000`: UTC, no hyphens in the date, no `Z`. */
export function edgeGridTimestamp(now: Date): string {
	return now
		.toISOString()
		.replace(/-/g, '')
		.replace(/\.\d+Z$/, '+0000');
}

export const signingKey = (clientSecret: string, timestamp: string) =>
	hmac(clientSecret, timestamp);

/** Only POST bodies count; PUT and PATCH are signed without theirs. */
export function contentHash({ method, body = '', maxBody = MAX_HASHED_BYTES }: EdgeGridRequest) {
	const bytes = Buffer.from(body);
	if (method.toUpperCase() !== 'POST' || bytes.length === 0) return '';
	return createHash('sha256').update(bytes.subarray(0, maxBody)).digest('base64');
}

function canonicalHeaders({ headers = {}, headersToSign = [] }: EdgeGridRequest): string {
	const values = new Map(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	return headersToSign
		.map((name) => name.toLowerCase())
		.filter((name) => values.has(name))
		.map((name) => `${name}:${values.get(name)?.trim().replace(/\s+/g, ' ')}`)
		.join('\t');
}

/** The seven fields of the EG1-HMAC-SHA256 scheme without the last, the unsigned header. */
export function dataToSign(request: EdgeGridRequest): string {
	const [, scheme = '', host = '', pathAndQuery = ''] =
		/^([a-z]+):\/\/([^/?#]+)([^#]*)/i.exec(request.url) ?? [];
	return [
		request.method.toUpperCase(),
		scheme.toLowerCase(),
		host.toLowerCase(),
		pathAndQuery.startsWith('/') ? pathAndQuery : `/${pathAndQuery}`,
		canonicalHeaders(request),
		contentHash(request),
		'',
	].join('\t');
}

/** The value of the Authorization header. Neither clock nor randomness: both are arguments. */
export function sign(request: EdgeGridRequest): string {
	const { secrets, timestamp, nonce } = request;
	const unsigned =
		`EG1-HMAC-SHA256 client_token=${secrets.clientToken};access_token=${secrets.accessToken};` +
		`timestamp=${timestamp};nonce=${nonce};`;
	const key = signingKey(secrets.clientSecret, timestamp);
	return `${unsigned}signature=${hmac(key, dataToSign(request) + unsigned)}`;
}
