import type { FastifyRequest } from 'fastify';
import { strikeCall } from '../../faults-http';
import type { DigiCertBooks } from '../books';
import type { Automation } from '../model';
import type { AutomationProblem } from './answers';
import { failed, missing, NOT_ELIGIBLE_FOR_RETRY, problem, succeeded } from './answers';
import { progressOf } from './life';
import type { HostRef } from './start';
import { accountProblems, agentOf, findHost, retryAutomation } from './start';

interface RetryRef extends HostRef {
	accountId?: number | string;
	divisionId?: number | string;
	agentLicenseKey?: string | null;
	sensorLicenseKey?: string | null;
}

export interface RetryBody {
	accountId?: number | string;
	retryAutomationTaskRequests?: RetryRef[];
}

/** Failed, retryable, and named with the licence key of its agent or sensor. */
function retryable(books: DigiCertBooks, ref: RetryRef): Automation | undefined {
	const host = findHost(books, ref);
	const automation = host?.automations[host.automations.length - 1];
	if (!host || !automation) return undefined;
	const agent = agentOf(books, host);
	const given = agent?.type === 'Agent' ? ref.agentLicenseKey : ref.sensorLicenseKey;
	if (!agent || agent.licenseKey !== given) return undefined;
	return progressOf(books, automation).failure?.retryable ? automation : undefined;
}

/** HTTP 200 and no `data.errors` even when nothing could be retried. */
export function retryBulk(books: DigiCertBooks, request: FastifyRequest, body: RetryBody) {
	const refs = body.retryAutomationTaskRequests ?? [];
	const problems: AutomationProblem[] = refs.length ? [] : [missing('retryAutomationTaskRequests')];
	for (const ref of refs) {
		problems.push(...accountProblems(books, ref));
		if (!ref.ip || ref.port === undefined) problems.push(missing('ip or port'));
	}
	if (problems.length) return failed(problems.slice(0, 1));

	const retryMessages: Record<string, string> = {};
	const failedRetries: Record<string, unknown> = {};
	let submitted = 0;
	for (const ref of refs) {
		const key = `${ref.ip}:${ref.port}`;
		const isRefused = strikeCall(books.world, 'retryNotEligible', request, key);
		const automation = isRefused ? undefined : retryable(books, ref);
		if (automation) {
			retryAutomation(books, automation);
			retryMessages[key] = 'Successfully initiated retry.';
			submitted += 1;
		} else {
			const message = 'Automated IP/Port is not eligible for retry.';
			failedRetries[key] = {
				errors: [problem(NOT_ELIGIBLE_FOR_RETRY, key, message)],
				status: {},
			};
		}
	}
	return succeeded({
		retryMessages,
		failedRetries,
		message: `${submitted} of ${refs.length} automations submitted for retry.`,
		errors: [],
		status: {},
	});
}
