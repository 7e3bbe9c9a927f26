/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expectedSignature } from '../../../sandbox/simulator/akamai/edgegrid';
import { authorization } from './client';

const VECTORS = resolve(__dirname, '../../../../shared/fixtures/edgegrid-test-vectors.json');

interface Vectors {
	base_url: string;
	client_token: string;
	access_token: string;
	client_secret: string;
	max_body: number;
	headers_to_sign: string[];
	nonce: string;
	timestamp: string;
	tests: Array<{
		testName: string;
		request: {
			method: string;
			path: string;
			data?: string;
			headers?: Array<Record<string, string>>;
		};
		expectedAuthorization: string;
	}>;
}

const published = existsSync(VECTORS) ? describe : describe.skip;

if (!existsSync(VECTORS)) {
	process.emitWarning(`EdgeGrid vectors not found, skipped: ${VECTORS}`);
}

published('the published EdgeGrid vectors', () => {
	const vectors = existsSync(VECTORS)
		? (JSON.parse(readFileSync(VECTORS, 'utf8')) as Vectors)
		: undefined;

	it.each((vectors?.tests ?? []).map((test) => [test.testName, test] as const))(
		'%s',
		(_name, { request, expectedAuthorization }) => {
			if (!vectors) throw new Error('no vectors');
			const headers = Object.assign({}, ...(request.headers ?? [])) as Record<string, string>;
			const canonicalHeaders = vectors.headers_to_sign
				.filter((name) => headers[name] !== undefined)
				.map((name) => `${name.toLowerCase()}:${headers[name]?.trim().replace(/\s+/g, ' ')}`)
				.join('\t');
			const input = {
				method: request.method,
				scheme: 'https',
				host: headers.Host ?? new URL(vectors.base_url).host,
				path: request.path,
				body: request.data === undefined ? undefined : Buffer.from(request.data),
				clientToken: vectors.client_token,
				accessToken: vectors.access_token,
				clientSecret: vectors.client_secret,
				timestamp: vectors.timestamp,
				nonce: vectors.nonce,
				maxBody: vectors.max_body,
				canonicalHeaders,
			};
			expect(authorization(input)).toBe(expectedAuthorization);
			const [unsigned = '', signature] = expectedAuthorization.split(/(?<=;)signature=/);
			const recomputed = expectedSignature(
				{ ...input, url: request.path },
				unsigned,
				vectors.timestamp,
				vectors.client_secret,
				input,
			);
			expect(recomputed).toBe(signature);
		},
	);
});
