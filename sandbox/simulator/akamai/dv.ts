import { randomBytes } from 'node:crypto';
import type { Challenge, Change, DomainChallenges, Enrollment } from './model';
import { isoTime, namesOf } from './model';

const DAY = 24 * 60 * 60 * 1000;

const random = (bytes: number) => randomBytes(bytes).toString('base64url');

function challengesOf(name: string): Challenge[] {
	const domain = name.replace(/^\*\./, '');
	const token = random(32);
	const path = `/.well-known/acme-challenge/${token}`;
	const dns: Challenge = {
		type: 'dns-01',
		token: random(32),
		fullPath: `_acme-challenge.${domain}.`,
		redirectFullPath: '',
		responseBody: random(32),
	};
	const http: Challenge = {
		type: 'http-01',
		token,
		fullPath: `http://${domain}${path}`,
		redirectFullPath: `http://dcv.akamai.com${path}`,
		responseBody: `${token}.${random(32)}`,
	};
	// Let's Encrypt validates a wildcard name by DNS only.
	return name === domain ? [http, dns] : [dns];
}

export function domainChallenges(change: Change, enrollment: Enrollment): DomainChallenges[] {
	change.challenges ??= namesOf(enrollment.fields).map((domain) => ({
		domain,
		requestedAt: change.since,
		challenges: challengesOf(domain),
	}));
	return change.challenges;
}

/** The certificate authority has looked for the tokens. */
export function answerDomains(change: Change, failing: string[]): void {
	change.failedDomains = [];
	for (const domain of change.challenges ?? []) {
		if (failing.includes(domain.domain)) change.failedDomains.push(domain.domain);
		else domain.validatedAt ??= change.since;
	}
}

export function dvView(change: Change, enrollment: Enrollment) {
	const dv = domainChallenges(change, enrollment).map((entry) => {
		const failed = change.failedDomains.includes(entry.domain);
		const valid = entry.validatedAt !== undefined;
		const error = failed ? 'The domain is not ready for validation.' : null;
		return {
			domain: entry.domain,
			error,
			expires: isoTime(entry.requestedAt + DAY),
			requestTimestamp: isoTime(entry.requestedAt),
			status: valid ? 'Valid' : 'Awaiting user',
			validatedTimestamp: entry.validatedAt === undefined ? null : isoTime(entry.validatedAt),
			validationStatus: valid ? 'VALIDATED' : failed ? 'RESPONSE_ERROR' : null,
			challenges: entry.challenges.map((challenge) => ({
				...challenge,
				error: null,
				status: valid ? 'valid' : 'pending',
				validationRecords: [],
			})),
		};
	});
	return { dv };
}

export function dvHistoryView({ fields, changes }: Enrollment) {
	if (fields.validationType !== 'dv') return { results: [] };
	const results = namesOf(fields).map((domain) => ({
		domain,
		domainHistory: changes.flatMap((change) =>
			(change.challenges ?? [])
				.filter((entry) => entry.domain === domain)
				.map((entry) => ({
					domain,
					error: change.failedDomains.includes(domain) ? 'RESPONSE_ERROR' : null,
					requestTimestamp: isoTime(entry.requestedAt),
					validatedTimestamp: entry.validatedAt === undefined ? null : isoTime(entry.validatedAt),
					status: entry.validatedAt === undefined ? 'Awaiting user' : 'Valid',
					challenges: entry.challenges.map((challenge) => ({
						...challenge,
						validationRecords: [],
					})),
					validationRecords: [],
				})),
		),
	}));
	return { results };
}
