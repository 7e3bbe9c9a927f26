import type { IDataObject } from 'n8n-workflow';

import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asList, asObject, asObjects, asText } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import { listMatching, type ListRequest } from './lists';
import { speaksOfError } from './toldAbout';

/** List domains; without this flag its dates are days of Mountain Time. */
export const DOMAINS = {
	path: '/domain',
	key: 'domains',
	query: { include_dcv_expiration_time: true },
} satisfies ListRequest;

export const DCV_METHODS = ['dns-txt-token', 'dns-cname-token', 'http-token', 'email'] as const;

export type DcvMethod = (typeof DCV_METHODS)[number];

/** What is to be published, or who gets a mail. */
export interface Proof {
	method?: string;
	token?: string;
	/** Pending or active, as DigiCert says. */
	status?: string;
	/** ISO, UTC. */
	expires?: string;
	/** Host that a CNAME record points to. */
	host?: string;
	url?: string;
	emails: string[];
}

export interface DomainInfo {
	id: Id;
	name: string;
	proof: Proof;
	raw: IDataObject;
}

const pathOf = (id: Id): string => `${DOMAINS.path}/${pathSegment(id)}`;

/** Domain info is about the domain that was asked for; anything else is unreadable. */
export async function getDomain(services: Services, id: Id): Promise<DomainInfo> {
	const raw = await services.json({
		method: 'GET',
		path: pathOf(id),
		query: { include_dcv: true, include_validation: true },
	});
	const name = asText(raw.name)?.toLowerCase();
	if (asId(raw.id) !== id || name === undefined || speaksOfError(raw)) {
		throw unreadable('DigiCert', 200, 'read');
	}
	return { id, name, proof: proofIn(raw), raw };
}

export function proofIn(raw: IDataObject): Proof {
	const token = asObject(raw.dcv_token);
	const at = Date.parse(asText(token.expiration_date) ?? '');
	const mails = asObject(raw.validation_emails);
	return {
		method: asText(raw.dcv_method),
		token: asText(token.token),
		status: asText(token.status),
		expires: Number.isNaN(at) ? undefined : new Date(at).toISOString(),
		host: asText(token.verification_value),
		url: asText(token.http_token_url),
		emails: asList(mails.base_emails).flatMap((one) => asText(one) ?? []),
	};
}

/** A token that is not expired and still waits to be found, or mails that went out. */
export const isAskedFor = ({ proof }: DomainInfo, method: string, now: number): boolean =>
	proof.method === method &&
	(method === 'email'
		? proof.emails.length > 0
		: proof.token !== undefined &&
			proof.status === 'pending' &&
			Date.parse(proof.expires ?? '') > now);

/** The domain of this name, whatever the service makes of its filter. */
export async function findDomain(services: Services, name: string): Promise<Id | undefined> {
	const { rows, hidden } = await listMatching(
		services,
		{ ...DOMAINS, query: { ...DOMAINS.query, 'filters[name]': name } },
		(row) => asText(row.name)?.toLowerCase() === name,
	);
	// One that is not shown could be this one.
	if (rows.length === 0 && hidden > 0) throw unreadable('DigiCert', 200, 'read');
	return asId(rows[0]?.id);
}

/** Add domain: answers with its ID. */
export async function postDomain(services: Services, body: IDataObject): Promise<Id> {
	const answer = await services.json({ method: 'POST', path: DOMAINS.path, body });
	const id = asId(answer.id);
	if (id === undefined || speaksOfError(answer)) throw unreadable('DigiCert', 201, 'write');
	return id;
}

/** Submit for validation: answers with the ID of the domain. */
export async function submitDomain(services: Services, id: Id, body: IDataObject): Promise<void> {
	const answer = await services.json({ method: 'POST', path: `${pathOf(id)}/validation`, body });
	if (asId(answer.id) !== id || speaksOfError(answer)) {
		throw unreadable('DigiCert', 201, 'write');
	}
}

/** Change DCV method: what comes back differs between versions, so the domain is read again. */
export async function putDomainMethod(
	services: Services,
	id: Id,
	body: IDataObject,
): Promise<void> {
	await services.raw({ method: 'PUT', path: `${pathOf(id)}/dcv/method`, body });
}

/** Generate DCV token; the ones before it stay valid until they expire. */
export async function postDomainToken(services: Services, id: Id): Promise<void> {
	const answer = await services.json({ method: 'POST', path: `${pathOf(id)}/dcv/token` });
	if (asText(answer.token) === undefined || speaksOfError(answer)) {
		throw unreadable('DigiCert', 201, 'write');
	}
}

/** Check domain DCV: `active` once the random value was found. */
export async function checkDomain(services: Services, id: Id): Promise<boolean> {
	const answer = await services.json({ method: 'PUT', path: `${pathOf(id)}/dcv/validate-token` });
	const status = asText(answer.status)?.toLowerCase();
	const isError = speaksOfError(answer) || status === 'error';
	// What tells of an error has looked for no record.
	if (status === undefined || isError) throw unreadable('DigiCert', 200, 'write');
	return status === 'active';
}

/** What is validated, and until when (UTC). */
export const validationsOf = ({ raw }: DomainInfo): IDataObject[] =>
	asObjects(raw.validations).map(({ type, status, validated_until: until }) => ({
		type,
		status,
		...(until === undefined ? {} : { validatedUntil: until }),
	}));
