import type { FastifyInstance, FastifyRequest } from 'fastify';
import { strikeCall } from '../../faults-http';
import type { DigiCertBooks } from '../books';
import { judgedBody } from '../services/json';
import type { AutomationProblem } from './answers';
import { AutomationError, failed, missing, succeeded, problem, MISSING } from './answers';
import type { BulkBody, SingleBody } from './create';
import { createBulk, createSingle } from './create';
import { automationDetails, otherSpelling, statusOf, withDecimalPoint } from './details';
import { progressOf } from './life';
import type { ListBody } from './lists';
import { agentBasics, agentList, agentPorts, automatedIps } from './lists';
import type { RetryBody } from './retry';
import { retryBulk } from './retry';
import * as schema from './schema';
import { accountProblems } from './start';

type Body = Record<string, unknown>;

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function checked<T>(books: DigiCertBooks, request: FastifyRequest, shape: object): T {
	const sent = parsed(request.rawBody.toString('utf8'));
	if (sent === undefined) throw new AutomationError('', 'The request body is not valid JSON.');
	const body = judgedBody(books, request, sent, shape);
	const validate = request.compileValidationSchema(shape);
	if (!validate(body)) {
		const { instancePath = '', message = '', params = {} } = validate.errors?.[0] ?? {};
		const { additionalProperty, missingProperty } = params as Record<string, string | undefined>;
		const field = additionalProperty ?? missingProperty ?? instancePath.slice(1);
		throw new AutomationError(field, `${field} ${message}`.trim());
	}
	return body as T;
}

export function registerAutomation(app: FastifyInstance, books: DigiCertBooks): void {
	const shown = (request: FastifyRequest, body: Body): Body => {
		const automation = books.automations.get(Number(body.automationId));
		const problems: AutomationProblem[] = accountProblems(books, body);
		if (body.automationId === undefined) problems.push(missing('automationId'));
		if (!problems.length && !automation) {
			problems.push(problem(MISSING, 'automationId', 'The automation does not exist'));
		}
		if (problems.length || !automation) return failed(problems);
		let status = statusOf(automation, progressOf(books, automation));
		if (strikeCall(books.world, 'misspeltStatus', request)) status = otherSpelling(status);
		if (strikeCall(books.world, 'unknownStatus', request)) status = 'AUTOMATION_HELD_BY_POLICY';
		return succeeded(automationDetails(books, automation, status));
	};

	const withOddError = (result: unknown, request: FastifyRequest): unknown => {
		const { error, data } = result as ReturnType<typeof succeeded>;
		const isStruck = error === null && strikeCall(books.world, 'oddError', request);
		return isStruck
			? { error: books.world.faults.draw<unknown>('oddError', ['', {}]), data }
			: result;
	};

	const agentBy = (body: Body, field: 'licenseKey' | 'agentId') => {
		const problems = accountProblems(books, body);
		const agent = books.agents.find(
			(candidate) => String(candidate[field]) === String(body[field]),
		);
		if (!agent) problems.push(problem(MISSING, field, 'The agent does not exist'));
		return { problems, agent };
	};

	const routes: Record<string, [object, (body: Body, request: FastifyRequest) => unknown]> = {
		'automation/createAutomation/bulk': [
			schema.CREATE_BULK,
			(body, request) => createBulk(books, request, body as BulkBody),
		],
		'automation/createAutomation': [
			schema.CREATE,
			(body, request) => createSingle(books, request, body as SingleBody),
		],
		'automation/bulkretryautomationtask': [
			schema.RETRY,
			(body, request) => retryBulk(books, request, body as RetryBody),
		],
		'automation/viewAutomationDetails': [schema.VIEW, (body, request) => shown(request, body)],
		'automatedips/list': [
			schema.AUTOMATED_IPS,
			(body, request) =>
				succeeded({ automatedIps: automatedIps({ books, request, body: body as ListBody }) }),
		],
		'agent/list': [
			schema.AGENTS,
			(body, request) =>
				succeeded({ agentList: agentList({ books, request, body: body as ListBody }) }),
		],
		'agent/basicdetails': [
			schema.AGENT,
			(body) => {
				const { problems, agent } = agentBy(body, 'licenseKey');
				return agent && !problems.length ? succeeded(agentBasics(agent)) : failed(problems);
			},
		],
		'agent/agentIPPortDetails': [
			schema.AGENT_PORTS,
			(body) => {
				const { problems, agent } = agentBy(body, 'agentId');
				return agent && !problems.length ? succeeded(agentPorts(books, agent)) : failed(problems);
			},
		],
		'profile/details': [
			schema.PROFILE,
			(body) => {
				const problems = accountProblems(books, body);
				const profile = books.data.profiles.find(
					({ profileId }) => profileId === Number(body.profileId),
				);
				if (!profile) problems.push(problem(MISSING, 'profileId', 'The profile does not exist'));
				if (!profile || problems.length) return failed(problems);
				return succeeded({
					...profile,
					profileState: 'ACTIVE',
					availableDomains: [...books.domains.keys()],
					organizationName: books.organization(profile.organizationId)?.name,
				});
			},
		],
	};

	for (const [path, [shape, answer]] of Object.entries(routes)) {
		app.post(`/${path}`, async (request, reply) => {
			const result = withOddError(answer(checked<Body>(books, request, shape), request), request);
			return await reply.type('application/json').send(withDecimalPoint(JSON.stringify(result)));
		});
	}
}
