import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DigiCertBooks } from '../books';
import { addYears, DAY, isoDay, isoTime } from '../dates';
import { DCV_HOST, freshToken, hasTokens, isCurrent, lookFor, reuseDays } from '../dcv';
import { invalidValue, notFound, ServicesError } from '../errors';
import type { DcvToken, Domain } from '../model';
import { filtersOf, pageOf } from '../orderList';
import { DCV_METHOD, DOMAIN, DOMAIN_VALIDATION } from '../orderSchema';
import { resumeWaiting } from '../orderLife';
import type { Json } from '../orderViews';
import { containerView } from '../orderViews';
import { checkedJson, queryOf } from './json';

/** Domain info shows these if asked; the list always does. */
interface DomainParts {
	/** `times` with instants, which a list shows only if asked; else days */
	dcv: false | 'days' | 'times';
	/** Tokens and mails are told of one domain only */
	proof: boolean;
	validation: boolean;
}

/** What is seeded as validated stays so; the date is that of a year. */
const validUntil = ({ createdAt, validatedAt }: Domain): number =>
	validatedAt === undefined ? addYears(createdAt, 1) : validatedAt + reuseDays(validatedAt) * DAY;

const domainValidation = (domain: Domain, type: string, now: number): Json => ({
	type,
	name: type.toUpperCase(),
	description: `${type.toUpperCase()} validation`,
	date_created: isoTime(domain.createdAt),
	validated_until: isCurrent(domain, now) ? isoTime(validUntil(domain)) : undefined,
	status: isCurrent(domain, now) ? 'active' : 'pending',
});

export const tokenView = (
	{ token, method, expires }: DcvToken,
	name: string,
	status: 'pending' | 'active',
): Json => ({
	token,
	status,
	expiration_date: isoTime(expires),
	verification_value: method === 'dns-cname-token' ? DCV_HOST : undefined,
	http_token_url:
		method === 'http-token' ? `http://${name}/.well-known/pki-validation/fileauth.txt` : undefined,
});

/** Mails go to constructed addresses only. */
const emailsOf = (name: string): Json => ({
	name_scope: name,
	base_emails: ['admin', 'webmaster', 'hostmaster'].map((box) => `${box}@${name}`),
	whois_emails: [],
});

/** The newest token, or who got a mail. */
function proofOf(domain: Domain, now: number): Json {
	if (!hasTokens(domain.dcvMethod)) return { validation_emails: emailsOf(domain.name) };
	const token = domain.tokens.at(-1);
	const isUsed = isCurrent(domain, now) && domain.validatedAt !== undefined && !domain.isPending;
	return token ? { dcv_token: tokenView(token, domain.name, isUsed ? 'active' : 'pending') } : {};
}

function domainView(books: DigiCertBooks, domain: Domain, parts: DomainParts): Json {
	const { id, name, organizationId, createdAt } = domain;
	const organization = books.organization(organizationId);
	const until = (parts.dcv === 'times' ? isoTime : isoDay)(validUntil(domain));
	return {
		id,
		is_active: true,
		name,
		date_created: isoTime(createdAt),
		organization: organization && {
			id: organizationId,
			status: organization.status,
			name: organization.name,
			display_name: organization.name,
			// A string in the service's own answers.
			is_active: '1',
		},
		validations: parts.validation
			? domain.types.map((type) => domainValidation(domain, type, books.now))
			: undefined,
		dcv_method: domain.dcvMethod,
		dcv_approval_datetime: domain.validatedAt && isoTime(domain.validatedAt),
		...(parts.proof ? proofOf(domain, books.now) : {}),
		dcv_expiration:
			parts.dcv && isCurrent(domain, books.now) ? { ov: until, ev: until } : undefined,
		container: containerView(books, organization?.containerId ?? books.data.account.divisionId),
	};
}

interface Wanted {
	validations?: Array<{ type: string }>;
	dcv_method?: string;
}

/** Asks for a new proof; what is validated stays so until it ends. */
function submit(books: DigiCertBooks, domain: Domain, { validations, dcv_method }: Wanted): void {
	domain.dcvMethod = dcv_method ?? domain.dcvMethod;
	if (validations) domain.types = validations.map(({ type }) => type);
	domain.isPending = true;
	if (hasTokens(domain.dcvMethod)) domain.tokens.push(freshToken(domain.dcvMethod, books.now));
}

function validate(books: DigiCertBooks, domain: Domain): Json {
	const { dcvMethod: method, name, tokens } = domain;
	if (!hasTokens(method)) {
		throw new ServicesError(400, 'invalid_dns_method', 'This domain is validated by email.');
	}
	const found = lookFor(books, name, tokens);
	if (found !== 'found') {
		const why =
			found === 'dnssec'
				? 'DNSSEC validation of the zone failed (SERVFAIL).'
				: 'The random value was not found.';
		const code = method === 'http-token' ? 'file_random_value_not_found' : 'invalid_dns_txt';
		throw new ServicesError(400, code, why);
	}
	Object.assign(domain, { validated: true, validatedAt: books.now, isPending: false });
	resumeWaiting(books);
	return { token: tokens.at(-1)?.token, status: 'active' };
}

interface NewDomain extends Wanted {
	name: string;
	organization: { id: number };
	keep_www?: boolean;
}

/** The www name is taken for the domain, unless it is to be kept. */
function addDomain(books: DigiCertBooks, body: NewDomain): Domain {
	if (!books.organization(body.organization.id)) throw notFound('organization');
	const given = body.name.toLowerCase();
	const name = body.keep_www ? given : given.replace(/^www\./, '');
	if (books.domains.has(name)) {
		throw invalidValue('name', 'The domain is in the account already.');
	}
	const domain = books.addDomain(name, false, body.organization.id);
	submit(books, domain, body);
	return domain;
}

export function registerDomains(app: FastifyInstance, books: DigiCertBooks): void {
	type ById = { Params: { id: string } };
	const domainOf = ({ params }: FastifyRequest<ById>): Domain => {
		const domain = [...books.domains.values()].find(({ id }) => id === Number(params.id));
		if (!domain) throw notFound('domain');
		return domain;
	};

	app.get('/domain', async (request) => {
		const query = queryOf(request);
		const filters = filtersOf(query);
		const [name] = filters.get('name') ?? [];
		const [method] = filters.get('dcv_method') ?? [];
		const container = query.get('container_id');
		const search = filters.get('search')?.[0]?.replace(/^%/, '');
		const all = [...books.domains.values()].filter(
			(domain) =>
				(!name || domain.name === name.toLowerCase()) &&
				(!method || domain.dcvMethod === method) &&
				(!search || domain.name.includes(search.toLowerCase())) &&
				(!container ||
					books.organization(domain.organizationId)?.containerId === Number(container)),
		);
		const { items, page } = pageOf(books, request, all);
		const dcv = query.get('include_dcv_expiration_time') === 'true' ? 'times' : 'days';
		const parts = { dcv, proof: false, validation: true } as const;
		return { domains: items.map((domain) => domainView(books, domain, parts)), page };
	});
	app.post('/domain', async (request, reply) => {
		const domain = addDomain(books, checkedJson<NewDomain>(books, request, DOMAIN));
		return await reply.code(201).send({ id: domain.id, ...proofOf(domain, books.now) });
	});
	app.get<ById>('/domain/:id', async (request) => {
		const query = queryOf(request);
		const isWithDcv = query.get('include_dcv') === 'true';
		return domainView(books, domainOf(request), {
			dcv: isWithDcv && 'days',
			proof: isWithDcv,
			validation: query.get('include_validation') === 'true',
		});
	});
	app.post<ById>('/domain/:id/validation', async (request, reply) => {
		const domain = domainOf(request);
		submit(books, domain, checkedJson<Wanted>(books, request, DOMAIN_VALIDATION));
		return await reply.code(201).send({ id: domain.id, ...proofOf(domain, books.now) });
	});
	app.put<ById>('/domain/:id/dcv/validate-token', async (request) =>
		validate(books, domainOf(request)),
	);
	app.put<ById>('/domain/:id/dcv/method', async (request) => {
		const domain = domainOf(request);
		submit(books, domain, checkedJson<Wanted>(books, request, DCV_METHOD));
		return proofOf(domain, books.now);
	});
	app.post<ById>('/domain/:id/dcv/token', async (request, reply) => {
		const domain = domainOf(request);
		if (!hasTokens(domain.dcvMethod)) {
			throw new ServicesError(400, 'invalid_dcv_method', 'This domain is validated by email.');
		}
		submit(books, domain, {});
		const { token, expires } = domain.tokens.at(-1) ?? freshToken(domain.dcvMethod, books.now);
		return await reply.code(201).send({ token, expiration_date: isoTime(expires) });
	});
}
