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
	change.challenges ??= namesOf(enrollment.fields).map((domain) => requested(domain, change.since));
	return change.challenges;
}

const requested = (domain: string, requestedAt: number): DomainChallenges => ({
	domain,
	requestedAt,
	challenges: challengesOf(domain),
});

/** Tokens that nobody has published in time are replaced. */
export function renewTokens(change: Change, enrollment: Enrollment, now: number): void {
	const isExpired = ({ requestedAt, validatedAt }: DomainChallenges) =>
		validatedAt === undefined && now >= requestedAt + LIFE;
	const all = domainChallenges(change, enrollment);
	change.expired = [...(change.expired ?? []), ...all.filter(isExpired)];
	change.challenges = all.map((entry) => {
		const { domain, requestedAt } = entry;
		const lives = Math.floor((now - requestedAt) / LIFE);
		return isExpired(entry) ? requested(domain, requestedAt + lives * LIFE) : entry;
	});
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
	const isExpired = change.expired?.includes(entry) ?? false;
	const error = failed ? 'The domain is not ready for validation.' : null;
	const over = isExpired ? entry.requestedAt + LIFE : entry.validatedAt;
	return {
		domain: entry.domain,
		error,
		expires: isoTime(entry.requestedAt + LIFE),
		requestTimestamp: isoTime(entry.requestedAt),
		status: valid ? 'Valid' : failed || isExpired ? 'Error' : 'Awaiting user',
		// Filled at the end, however it came.
		validatedTimestamp: over === undefined ? null : isoTime(over),
		validationStatus: valid
			? 'VALIDATED'
			: isExpired
				? 'EXPIRED'
				: failed
					? 'RESPONSE_ERROR'
					: 'DATA_NOT_READY',
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
			[...(change.expired ?? []), ...(change.challenges ?? [])]
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
