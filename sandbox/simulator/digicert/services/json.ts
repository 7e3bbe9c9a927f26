import type { FastifyRequest } from 'fastify';
import type { DigiCertBooks } from '../books';
import { invalidValue, ServicesError } from '../errors';
import { lenient } from '../lenient';

/** Query as the service reads it: repeated names and brackets kept. */
export function queryOf(request: FastifyRequest): URLSearchParams {
	return new URLSearchParams(request.url.split('?')[1] ?? '');
}

const isObject = (value: unknown) =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(request: FastifyRequest): unknown {
	const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
	try {
		const body: unknown = JSON.parse(request.rawBody.toString('utf8'));
		if (isJson && isObject(body)) return body;
	} catch {
		// Falls through to the same refusal.
	}
	throw new ServicesError(400, 'bad_request_format', 'The request body is not valid JSON.');
}

interface SchemaProblem {
	keyword: string;
	instancePath: string;
	message?: string;
	params: Record<string, unknown>;
}

/** `/certificate/dns_names/0` and a field's name → `certificate.dns_names.0.field` */
function fieldOf({ instancePath, params }: SchemaProblem): string {
	const last = params.additionalProperty ?? params.missingProperty;
	const path = instancePath.split('/').slice(1);
	return [...path, ...(last === undefined ? [] : [String(last)])].join('.');
}

function refusal(problem: SchemaProblem): ServicesError {
	const field = fieldOf(problem);
	if (problem.keyword === 'additionalProperties') {
		return new ServicesError(400, `unknown_field:${field}`, `The field "${field}" is not allowed.`);
	}
	if (problem.keyword === 'required') {
		return new ServicesError(400, `missing_field:${field}`, `The field "${field}" is required.`);
	}
	return invalidValue(field, `The field "${field}" ${problem.message ?? 'is not valid'}.`);
}

/** Judged as it came if bodies are strict, else without what the service leaves alone. */
export function judgedBody(
	{ settings }: DigiCertBooks,
	request: FastifyRequest,
	sent: unknown,
	schema: object,
): unknown {
	const { body, undocumented } = lenient(sent, schema);
	if (request.call) request.call.undocumented = undocumented;
	return settings.strictBodies ? sent : body;
}

/** Refused in the service's own form. */
export function checkedJson<T>(books: DigiCertBooks, request: FastifyRequest, schema: object): T {
	const body = judgedBody(books, request, parseJson(request), schema);
	const validate = request.compileValidationSchema(schema);
	if (!validate(body)) throw refusal((validate.errors?.[0] ?? {}) as SchemaProblem);
	return body as T;
}
