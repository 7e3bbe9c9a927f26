/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import Ajv from 'ajv';

import { asObject, asObjects, asText, isObject, parseJson } from '../../../nodes/shared/values';
import { EXCEPTIONS, NOT_DESCRIBED } from './openapiExceptions';

/**
 * Akamai's own description of CPS v2 as judge: path, method, query, status and media type, and the
 * bodies by their schemas. What it contradicts itself in is written down in `openapiExceptions.ts`.
 */

const FILE = resolve(__dirname, '../../../../shared/fixtures/akamai-cps-openapi/openapi.json');
const PREFIX = '/cps/v2';

export interface Exchange {
	method: string;
	/** Path and query. */
	url: string;
	contentType?: string;
	body: string;
	status: number;
	answerType?: string;
	answer: string;
}

export const isDescribed = existsSync(FILE);

const paths = isDescribed ? asObject(asObject(parseJson(readFileSync(FILE, 'utf8'))).paths) : {};

const ajv = new Ajv({
	allErrors: true,
	nullable: true,
	unknownFormats: 'ignore',
	jsonPointers: true,
});

/** Everything in which an exchange is not as described. */
export function faultsOf(exchange: Exchange): string[] {
	const [path = '', query = ''] = exchange.url.split('?');
	if (!path.startsWith(`${PREFIX}/`) || NOT_DESCRIBED.paths.includes(path)) return [];
	const template = Object.keys(paths).find((known) => matches(known, path.slice(PREFIX.length)));
	const item = asObject(template === undefined ? undefined : paths[template]);
	const operation = item[exchange.method.toLowerCase()];
	if (!isObject(operation)) return [`${exchange.method} ${path} is not described`];
	const parameters = [...asObjects(item.parameters), ...asObjects(operation.parameters)];
	const where = `${exchange.method} ${template}`;
	const refused = exchange.status >= 400;
	return [
		...queryFaults(parameters, query),
		// What is refused may well be wrong.
		...(exchange.body === '' || refused
			? []
			: bodyFaults(operation.requestBody, exchange.contentType, exchange.body)),
		...(refused ? [] : answerFaults(asObject(operation.responses), exchange)),
	].map((fault) => `${where}: ${fault}`);
}

const matches = (template: string, path: string): boolean =>
	new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

function queryFaults(parameters: object[], query: string): string[] {
	const sent = [...new URLSearchParams(query).keys()];
	const known = parameters.flatMap((one) => {
		const { in: place, name, required } = asObject(one);
		return place === 'query' ? [{ name: asText(name) ?? '', required: required === true }] : [];
	});
	return [
		...sent
			.filter((name) => !known.some((one) => one.name === name))
			.filter((name) => !NOT_DESCRIBED.queries.includes(name))
			.map((name) => `unknown query ${name}`),
		...known
			.filter(({ name, required }) => required && !sent.includes(name))
			.filter(({ name }) => !NOT_DESCRIBED.optional.includes(name))
			.map(({ name }) => `no query ${name}`),
	];
}

function answerFaults(responses: object, { status, answerType, answer }: Exchange): string[] {
	const described = asObject(asObject(responses)[String(status)]);
	if (!isObject(described.content)) return [`status ${status} is not described`];
	return bodyFaults(described, answerType, answer);
}

function bodyFaults(described: unknown, header: string | undefined, text: string): string[] {
	const type = (header ?? '').split(';')[0]?.trim() ?? '';
	if (NOT_DESCRIBED.mediaTypes.some((pattern) => pattern.test(type))) return [];
	const media = asObject(asObject(described).content)[type];
	if (!isObject(media)) return [`media type ${type || 'none'} is not described`];
	const validate = ajv.compile(asObject(media.schema));
	const body = parseJson(text);
	if (validate(body)) return [];
	return (validate.errors ?? [])
		.map(
			({ dataPath, message, params }) =>
				`${type} ${dataPath || '/'} ${message} ${JSON.stringify(params)}`,
		)
		.filter((fault) => !EXCEPTIONS.some(({ pattern }) => pattern.test(fault)));
}
