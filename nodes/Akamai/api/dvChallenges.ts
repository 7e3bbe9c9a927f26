import type { IDataObject } from 'n8n-workflow';

import { toAscii } from '../../shared/certificate/names';
import { asObject, asText, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import type { ChangeRef } from './inputs';
import { readInput } from './inputs';
import { everyOne } from './narrow';

export interface Challenge {
	type: string;
	/** Of a TXT record with a final dot, or the URL on the web server. */
	fullPath: string;
	/** What the record or the file holds. */
	responseBody: string;
	redirectFullPath?: string;
	status?: string;
}

/** One domain that Let's Encrypt wants proven; one of its challenges is enough. */
export interface DomainValidation {
	domain: string;
	/** VALIDATED where nothing is left to do. */
	validationStatus: string;
	/** ISO-8601 */
	expires?: string;
	error?: string;
	challenges: Challenge[];
	raw: IDataObject;
}

/** The list is empty for some minutes after the change has begun to ask. */
export const getDomainValidations = async (
	cps: Cps,
	ref: ChangeRef,
	signal: AbortSignal | undefined,
): Promise<DomainValidation[]> =>
	await readInput(
		cps,
		ref,
		{ name: 'lets-encrypt-challenges', accept: MEDIA_TYPE.dvChallenges },
		(body) => everyOne(asObject(body).dv, asDomainValidation),
		signal,
	);

export function asDomainValidation(raw: unknown): DomainValidation | undefined {
	if (!isObject(raw)) return undefined;
	const domain = asText(raw.domain);
	const challenges = everyOne(raw.challenges ?? [], asChallenge);
	if (domain === undefined || challenges === undefined) return undefined;
	if (!challenges.every((challenge) => isFor(domain, challenge))) return undefined;
	return {
		domain,
		validationStatus: asText(raw.validationStatus) ?? '',
		expires: asText(raw.expires),
		error: asText(raw.error),
		challenges,
		raw,
	};
}

/**
 * Whether it proves this domain, and no other: its record or file gets published without a look. A
 * wildcard is proven by its base domain.
 */
function isFor(domain: string, { type, fullPath }: Challenge): boolean {
	const base = toAscii(domain).replace(/^\*\./, '');
	if (type === 'dns-01') return toAscii(fullPath) === `_acme-challenge.${base}`;
	const [, host] = /^https?:\/\/([^/:?#]+)/i.exec(fullPath) ?? [];
	return type !== 'http-01' || (host !== undefined && toAscii(host) === base);
}

function asChallenge(raw: unknown): Challenge | undefined {
	const { type, fullPath, responseBody, redirectFullPath, status } = asObject(raw);
	const [kind, path, body] = [asText(type), asText(fullPath), asText(responseBody)];
	if (kind === undefined || path === undefined || body === undefined) return undefined;
	return {
		type: kind,
		fullPath: path,
		responseBody: body,
		redirectFullPath: asText(redirectFullPath),
		status: asText(status),
	};
}
