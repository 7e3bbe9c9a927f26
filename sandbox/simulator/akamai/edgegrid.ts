import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What arrived, byte for byte: the signature covers exactly this. */
export interface ReceivedRequest {
	method: string;
	scheme: string;
	host: string;
	/** Path and query as sent, percent-encoded */
	url: string;
	authorization?: string;
	body?: Buffer;
}

export interface ApiClient {
	clientToken: string;
	clientSecret: string;
	accessToken: string;
	active?: boolean;
}

export interface Refusal {
	status: 400 | 401;
	detail: string;
}

/** Clients cut a POST body at this length before hashing it; the rest is sent unsigned. */
export const MAX_HASHED_BODY = 131072;

/** Accepted difference between the timestamp of a request and the server's clock. */
export const CLOCK_WINDOW_MS = 30_000;

const PAIRS =
	/^EG1-HMAC-SHA256 client_token=([^;]+);access_token=([^;]+);timestamp=([^;]+);nonce=([^;]+);signature=([A-Za-z0-9+/]+=*)$/;

const TIMESTAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2}:\d{2}:\d{2})\+0000$/;

function hmac(key: string, text: string): string {
	return createHmac('sha256', key).update(text, 'utf8').digest('base64');
}

/** Only POST bodies are hashed; the hash of a PUT or PATCH stays empty. */
export function contentHash(method: string, body: Buffer | undefined, maxBody: number): string {
	if (method !== 'POST' || !body?.length) return '';
	return createHash('sha256').update(body.subarray(0, maxBody)).digest('base64');
}

/** CPS clients sign no headers, so the fifth field stays empty; its tab stays. */
export function expectedSignature(
	request: ReceivedRequest,
	unsigned: string,
	timestamp: string,
	clientSecret: string,
	{ maxBody = MAX_HASHED_BODY, canonicalHeaders = '' } = {},
): string {
	const fields = [
		request.method,
		request.scheme,
		request.host,
		request.url,
		canonicalHeaders,
		contentHash(request.method, request.body, maxBody),
		unsigned,
	];
	return hmac(hmac(clientSecret, timestamp), fields.join('\t'));
}

function timeOf(timestamp: string): number {
	const [, year, month, day, time] = TIMESTAMP.exec(timestamp) ?? [];
	return year ? Date.parse(`${year}-${month}-${day}T${time}Z`) : Number.NaN;
}

function equal(left: string, right: string): boolean {
	const [a, b] = [Buffer.from(left), Buffer.from(right)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Status and words of the refusals are those seen at the real gateway, except for the malformed
 * header, the access token and the nonce, whose words are not published.
 */
export class EdgeGridVerifier {
	private readonly nonces = new Map<string, number>();

	constructor(private readonly clients: () => ApiClient[]) {}

	/** The refusal, or undefined when the request is authentic. `now` is the server's clock. */
	verify(request: ReceivedRequest, now: number): Refusal | undefined {
		const { authorization } = request;
		if (!authorization) return { status: 400, detail: 'Authorization header missing' };
		const [, clientToken, accessToken, timestamp = '', nonce = '', signature = ''] =
			PAIRS.exec(authorization) ?? [];
		if (!clientToken) return { status: 400, detail: 'Invalid authorization header' };
		const inWindow = Math.abs(timeOf(timestamp) - now) <= CLOCK_WINDOW_MS;
		if (!inWindow) return { status: 400, detail: 'Invalid timestamp' };
		const client = this.clients().find((known) => known.clientToken === clientToken);
		if (!client) return { status: 400, detail: 'Invalid client token' };
		if (client.active === false) return { status: 401, detail: 'Inactive client token' };
		if (client.accessToken !== accessToken) return { status: 401, detail: 'Invalid access token' };
		const unsigned = authorization.slice(0, -`signature=${signature}`.length);
		const expected = expectedSignature(request, unsigned, timestamp, client.clientSecret);
		if (!equal(signature, expected)) {
			return { status: 401, detail: 'The signature does not match' };
		}
		return this.replayed(`${clientToken} ${nonce}`, now);
	}

	private replayed(key: string, now: number): Refusal | undefined {
		for (const [known, at] of this.nonces) {
			if (Math.abs(now - at) <= 4 * CLOCK_WINDOW_MS) break;
			this.nonces.delete(known);
		}
		if (this.nonces.has(key)) return { status: 401, detail: 'The nonce was already used' };
		this.nonces.set(key, now);
		return undefined;
	}
}
