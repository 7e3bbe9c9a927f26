/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { asText, isObject } from '../../../nodes/shared/values';

/** What a client that is not ours sent. Signature and key are left out: they are made anew. */
export interface ForeignRequest {
	client: string;
	method: string;
	/** Path and query as sent. */
	url: string;
	accept?: string;
	contentType?: string;
	/** Parsed, if there was one. */
	body?: unknown;
}

const FILE = resolve(__dirname, '../../../../shared/fixtures/foreign-requests.json');

/** The answer that was recorded beside each is left out: it was that of a simulator, right or wrong. */
function requestOf(entry: unknown): ForeignRequest {
	const { client, method, url, accept, contentType, body } = isObject(entry) ? entry : {};
	if (typeof client !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
		throw new Error(`${FILE} holds an entry without client, method or URL`);
	}
	return {
		client,
		method,
		url,
		accept: asText(accept),
		contentType: asText(contentType),
		body: body ?? undefined,
	};
}

function read(): ForeignRequest[] {
	if (!existsSync(FILE)) return [];
	const entries: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
	if (!Array.isArray(entries)) throw new Error(`${FILE} is no list`);
	return entries.map(requestOf);
}

export const FOREIGN_REQUESTS = read();

/** For the requests of one service; without the fixtures they are told as skipped, with the reason. */
export function describeForeign(title: string, tests: () => void): void {
	if (FOREIGN_REQUESTS.length > 0) describe(title, tests);
	else describe.skip(`${title} (${FILE} is not there)`, tests);
}
