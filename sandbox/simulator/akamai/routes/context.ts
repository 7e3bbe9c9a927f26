import type { FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../../world';
import { accountOf } from '../gateway';
import type { Entity, MediaType, Newest } from '../mediaTypes';
import { accepted } from '../mediaTypes';
import { badRequest } from '../problems';
import type { AkamaiSettings } from '../settings';
import type { Store } from '../store';

export interface Context {
	world: World;
	settings: AkamaiSettings;
	storeOf(account: string): Store;
	contractsOf(account: string): string[];
}

export interface EnrollmentParams {
	enrollmentId: string;
}

export interface ChangeParams extends EnrollmentParams {
	changeId: string;
}

export const storeFor = (context: Context, request: FastifyRequest) =>
	context.storeOf(accountOf(request));

export const wants = (request: FastifyRequest, entity: Entity, newest?: Newest) =>
	accepted(request.headers.accept, [entity], newest);

export async function answer(
	reply: FastifyReply,
	{ text }: MediaType,
	body: object,
	status = 200,
): Promise<FastifyReply> {
	return await reply.code(status).type(text).send(body);
}

/** Parses and checks a body without coercion; the first violation is told. */
export function bodyOf<T>(request: FastifyRequest, schema: object, drop: string[] = []): T {
	let body: Record<string, unknown>;
	try {
		body = JSON.parse(request.rawBody.toString('utf8')) as Record<string, unknown>;
	} catch {
		throw badRequest('The body is not JSON.', 'malformed-json');
	}
	drop.forEach((name) => delete body[name]);
	const validate = request.compileValidationSchema(schema);
	if (validate(body)) return body as T;
	const [violation] = validate.errors ?? [];
	const { additionalProperty } = { additionalProperty: '', ...violation?.params };
	const where = violation?.instancePath.slice(1).replace(/\//g, '.') || 'body';
	const named = additionalProperty ? ` [${String(additionalProperty)}]` : '';
	throw badRequest(`${where} ${violation?.message ?? 'is not valid'}${named}`, 'schema-violation');
}

export function flagOf(request: FastifyRequest, name: string): boolean {
	const value = (request.query as Record<string, string | undefined>)[name];
	if (value === undefined) return false;
	if (value !== 'true' && value !== 'false') throw badRequest(`${name} must be true or false.`);
	return value === 'true';
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function dateOf(request: FastifyRequest, name: string): string | null {
	const value = (request.query as Record<string, string | undefined>)[name];
	if (value === undefined) return null;
	const time = DATE.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
	if (Number.isNaN(time)) throw badRequest(`${name} must be a date of the form YYYY-MM-DD.`);
	return `${value}T00:00:00Z`;
}

export function scheduleOf(request: FastifyRequest) {
	const notBefore = dateOf(request, 'deploy-not-before');
	const notAfter = dateOf(request, 'deploy-not-after');
	if (notBefore && notAfter && notBefore > notAfter) {
		throw badRequest('deploy-not-before is after deploy-not-after.');
	}
	return { notBefore, notAfter };
}
