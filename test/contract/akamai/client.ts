/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { request as send } from 'node:http';

import type { Simulator } from '../../../sandbox/simulator/server';

export interface SignInput {
	method: string;
	scheme: string;
	host: string;
	path: string;
	body?: Buffer;
	clientToken: string;
	clientSecret: string;
	accessToken: string;
	timestamp: string;
	nonce: string;
	maxBody?: number;
	canonicalHeaders?: string;
}

/** EdgeGrid, written here a second time and from its description alone. */
export function authorization(input: SignInput): string {
	const { clientToken, accessToken, timestamp, nonce, body, method } = input;
	const base64 = (key: string, text: string) =>
		createHmac('sha256', key).update(text).digest('base64');
	const head =
		`EG1-HMAC-SHA256 client_token=${clientToken};access_token=${accessToken};` +
		`timestamp=${timestamp};nonce=${nonce};`;
	const hashed = body?.subarray(0, input.maxBody ?? 131072);
	const contentHash =
		method === 'POST' && hashed?.length ? createHash('sha256').update(hashed).digest('base64') : '';
	const data = [
		method,
		input.scheme,
		input.host,
		input.path,
		input.canonicalHeaders ?? '',
		contentHash,
		head,
	].join('\t');
	return `${head}signature=${base64(base64(input.clientSecret, timestamp), data)}`;
}

export function timestampOf(ms: number): string {
	const [date = '', time = ''] = new Date(ms).toISOString().split('T');
	return `${date.replace(/-/g, '')}T${time.slice(0, 8)}+0000`;
}

export interface Answer {
	status: number;
	headers: NodeJS.Dict<string | string[]>;
	text: string;
	/** The parsed body */
	json: Record<string, unknown>;
}

export interface CallOptions {
	/** Written as JSON unless it is text or bytes */
	body?: unknown;
	contentType?: string;
	accept?: string;
	/** Changes what is signed, or replaces the header */
	sign?: Partial<SignInput>;
	authorization?: string | null;
	/** As by a proxy that ends TLS: the client speaks https, and signs it. */
	forwarded?: boolean;
}

export class AkamaiClient {
	constructor(readonly simulator: Simulator) {}

	async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
		const { body, contentType, accept, sign, forwarded = false } = options;
		const { port, keys } = this.simulator;
		const host = `127.0.0.1:${port}`;
		const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
		const bytes = body === undefined ? undefined : Buffer.from(raw);
		const headers: Record<string, string> = { Host: host };
		if (forwarded) headers['X-Forwarded-Proto'] = 'https';
		if (accept !== undefined) headers.Accept = accept;
		if (contentType !== undefined) headers['Content-Type'] = contentType;
		if (bytes) headers['Content-Length'] = String(bytes.length);
		const signed = authorization({
			...keys.akamai,
			method,
			scheme: forwarded ? 'https' : 'http',
			host,
			path,
			body: bytes,
			timestamp: timestampOf(Date.now()),
			nonce: randomUUID(),
			...sign,
		});
		if (options.authorization !== null) headers.Authorization = options.authorization ?? signed;
		return await new Promise((resolve, reject) => {
			const request = send({ host: '127.0.0.1', port, method, path, headers }, (response) => {
				let text = '';
				response.setEncoding('utf8');
				response.on('data', (chunk: string) => (text += chunk));
				response.on('end', () =>
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						text,
						json: JSON.parse(text || '{}') as Record<string, unknown>,
					}),
				);
			});
			request.on('error', reject);
			request.end(bytes);
		});
	}

	async get(path: string, entity: string, version: number): Promise<Answer> {
		return await this.call('GET', path, { accept: media(entity, version) });
	}

	async create(body: unknown, query = '', version = 11): Promise<Answer> {
		const { contractId } = this.simulator.keys;
		return await this.call('POST', `/cps/v2/enrollments?contractId=${contractId}${query}`, {
			body,
			contentType: media('enrollment', version),
			accept: media('enrollment-status', 1),
		});
	}

	async update(
		changePath: string,
		segment: string,
		entity: string,
		version: number,
		body: unknown,
	) {
		return await this.call('POST', `${changePath}/input/update/${segment}`, {
			body,
			contentType: media(entity, version),
			accept: media('change-id', 1),
		});
	}
}

export function media(entity: string, version: number): string {
	return `application/vnd.akamai.cps.${entity}.v${version}+json`;
}

const person = (firstName: string) => ({
	firstName,
	lastName: 'Example',
	email: `${firstName.toLowerCase()}@example.com`,
	phone: '555-0100',
});

/** A minimal third-party enrollment (reference 4.1). */
export function thirdParty(cn: string, more: Record<string, unknown> = {}) {
	return {
		certificateType: 'third-party',
		validationType: 'third-party',
		ra: 'third-party',
		changeManagement: true,
		enableMultiStackedCertificates: false,
		csr: { cn, c: 'US', st: 'MA', l: 'Cambridge', o: 'Example Org', sans: [`san.${cn}`] },
		networkConfiguration: {
			geography: 'core',
			secureNetwork: 'enhanced-tls',
			sniOnly: true,
			quicEnabled: false,
			dnsNameSettings: { cloneDnsNames: true },
		},
		thirdParty: { excludeSans: false },
		adminContact: person('Admin'),
		techContact: person('Tech'),
		org: {
			name: 'Example Org',
			addressLineOne: '1 Example Street',
			city: 'Cambridge',
			region: 'MA',
			postalCode: '02142',
			country: 'US',
			phone: '555-0100',
		},
		...more,
	};
}
