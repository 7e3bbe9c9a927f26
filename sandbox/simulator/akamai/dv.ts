import { createHash, randomBytes } from 'node:crypto';
import type { Challenge, Change, DomainChallenges, Enrollment } from './model';
import { isoTime, namesOf } from './model';

const LIFE = 7 * 24 * 60 * 60 * 1000;

const random = (bytes: number) => randomBytes(bytes).toString('base64url');

function challengesOf(name: string): Challenge[] {
	const domain = name.replace(/^\*\./, '');
	// Both challenges of a domain have one token.
	const token = random(32);
	const responseBody = `${token}.${random(32)}`;
	const path = `/.well-known/acme-challenge/${token}`;
	const dns: Challenge = {
		type: 'dns-01',
		token,
		fullPath: `_acme-challenge.${domain}.`,
		redirectFullPath: '',
		responseBody: createHash('sha256').update(responseBody).digest('base64url'),
	};
	const http: Challenge = {
		type: 'http-01',
		token,
		fullPath: `http://${domain}${path}`,
		redirectFullPath: `http://dcv.akamai.com${path}`,
		responseBody,
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

function domainView(entry: DomainChallenges, change: Change) {
	const failed = change.failedDomains.includes(entry.domain);
	const valid = entry.validatedAt !== undefined;
	const error = failed ? 'The domain is not ready for validation.' : null;
	return {
		domain: entry.domain,
		error,
		expires: isoTime(entry.requestedAt + LIFE),
		requestTimestamp: isoTime(entry.requestedAt),
		status: valid ? 'Valid' : failed ? 'Error' : 'Awaiting user',
		validatedTimestamp: entry.validatedAt === undefined ? null : isoTime(entry.validatedAt),
		validationStatus: valid ? 'VALIDATED' : failed ? 'RESPONSE_ERROR' : 'DATA_NOT_READY',
		challenges: entry.challenges.map((challenge) => ({
			...challenge,
			error: null,
			status: valid ? 'valid' : 'pending',
			validationRecords: [],
		})),
	};
}

export function dvView(change: Change, enrollment: Enrollment) {
	return {
		dv: domainChallenges(change, enrollment).map((entry) => domainView(entry, change)),
	};
}

/** As clients recorded it: each entry also has what its HTTP challenge says. */
export function dvHistoryView({ fields, changes }: Enrollment) {
	if (fields.validationType !== 'dv') return { results: [] };
	const results = namesOf(fields).map((domain) => ({
		domain,
		domainHistory: changes.flatMap((change) =>
			(change.challenges ?? [])
				.filter((entry) => entry.domain === domain)
				.map((entry) => {
					const [{ token, fullPath, redirectFullPath, responseBody } = NONE] = entry.challenges;
					return {
						...domainView(entry, change),
						...{ token, fullPath, redirectFullPath, responseBody },
						validationRecords: [],
					};
				}),
		),
	}));
	return { results };
}

const NONE = { token: '', fullPath: '', redirectFullPath: '', responseBody: '' };
