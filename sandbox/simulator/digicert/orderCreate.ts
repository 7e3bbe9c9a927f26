import { checkCsr } from '../csr';
import type { DigiCertBooks } from './books';
import { startOrderDcv } from './dcv';
import { invalidValue, notFound, ServicesError } from './errors';
import type { Domain, Order, OrderBody, Organization, Product } from './model';
import { addRequest, fulfil, needsApproval, placeOrder, setStatus } from './orderLife';
import type { Outcome } from './outcomes';
import { OUTCOMES, outcomeOf } from './outcomes';
import { certificateLifetime, orderValidity } from './validity';

const ambiguous = () =>
	new ServicesError(400, 'ambiguous_product', 'The product cannot be determined from this data.');

/** `ssl` goes by the type hint; a wildcard does not go with EV. */
export function productOf(books: DigiCertBooks, nameId: string, body: OrderBody): Product {
	const { products } = books.data;
	if (nameId !== 'ssl') {
		const product = products.find((candidate) => candidate.nameId === nameId);
		if (!product) throw notFound('product');
		return product;
	}
	const hint = body.product?.type_hint;
	const product = products.find(({ typeHint }) => hint && typeHint === hint);
	const isWildcard = namesOf(body).some((name) => name.startsWith('*.'));
	if (!product || (isWildcard && product.validationType === 'ev')) throw ambiguous();
	return product;
}

function namesOf({ certificate }: OrderBody): string[] {
	return [...new Set([certificate.common_name, ...(certificate.dns_names ?? [])])];
}

function checkCaCert(books: DigiCertBooks, product: Product, caCertId: string | undefined): void {
	const isPrivate = product.validationType === 'private';
	if (isPrivate && !caCertId) {
		throw new ServicesError(
			400,
			'missing_field:certificate.ca_cert_id',
			'A private certificate needs certificate.ca_cert_id.',
		);
	}
	const counts = isPrivate || (caCertId !== undefined && books.settings.icaSelection);
	if (counts && !product.caCerts.some(({ id }) => id === caCertId)) {
		throw invalidValue('certificate.ca_cert_id', 'This intermediate is not allowed.');
	}
}

/** An id of this account, or the details of a new organization; older ones are not reused silently. */
function organizationOf(
	books: DigiCertBooks,
	body: OrderBody,
	product: Product,
): Organization | 'new' | undefined {
	const given = body.organization;
	if (!given) {
		if (product.validationType === 'dv') return undefined;
		throw new ServicesError(400, 'missing_field:organization', 'An organization is required.');
	}
	if (given.id !== undefined) {
		const organization = books.organization(given.id);
		if (!organization || organization.status !== 'active') throw notFound('organization');
		return organization;
	}
	const required = ['name', 'address', 'city', 'state', 'zip', 'country', 'telephone'] as const;
	const missing = required.find((field) => given[field] === undefined);
	if (missing) {
		throw new ServicesError(
			400,
			`missing_field:organization.${missing}`,
			'Give the id of an organization or all details of a new one.',
		);
	}
	const known = books.data.organizations.some(
		({ name, city }) => name === given.name && city === given.city,
	);
	if (known && !given.skip_duplicate_org_check) {
		throw new ServicesError(
			400,
			'duplicate_organization',
			'An organization with these details exists; use its id.',
		);
	}
	return 'new';
}

function newOrganization(
	books: DigiCertBooks,
	{ organization, container }: OrderBody,
): Organization {
	const given = organization ?? {};
	const created: Organization = {
		id: books.nextId('organization'),
		name: given.name ?? '',
		assumedName: given.assumed_name,
		address: given.address ?? '',
		address2: given.address2,
		city: given.city ?? '',
		state: given.state ?? '',
		zip: given.zip ?? '',
		country: given.country,
		telephone: given.telephone ?? '',
		containerId: container?.id ?? books.data.account.divisionId,
		status: 'active',
		validations: [],
	};
	books.data.organizations.push(created);
	return created;
}

function renewedOrder(books: DigiCertBooks, body: OrderBody): Order | undefined {
	const { renewal_of_order_id: id, renewed_thumbprint: thumbprint } = body;
	if (id !== undefined) {
		const order = books.orders.get(id);
		if (!order)
			throw invalidValue('renewal_of_order_id', 'There is no such order in this account.');
		return order;
	}
	if (thumbprint === undefined) return undefined;
	const wanted = thumbprint.toUpperCase();
	const order = books.ledger.find(({ certificates }) =>
		certificates.some((certificate) => certificate.thumbprint === wanted),
	);
	if (!order)
		throw invalidValue('renewed_thumbprint', 'There is no such certificate in this account.');
	return order;
}

function checkCustomFields(books: DigiCertBooks, { custom_fields: fields = [] }: OrderBody): void {
	const { metadata } = books.data;
	const stranger = fields.find(
		({ metadata_id: id }) => !metadata.some((field) => field.id === id && field.is_active),
	);
	if (stranger) {
		throw invalidValue('custom_fields', `There is no custom field ${stranger.metadata_id}.`);
	}
	const missing = metadata.find(
		({ id, is_required, is_active }) =>
			is_required && is_active && !fields.some((field) => field.metadata_id === id && field.value),
	);
	if (missing) {
		throw new ServicesError(
			400,
			'missing_field:custom_fields',
			`The custom field "${missing.label}" is required.`,
		);
	}
}

function checkAccount(books: DigiCertBooks, body: OrderBody): void {
	const { container, enable_guest_access: guest, alternative_order_id: key } = body;
	if (container && !books.data.containers.some(({ id }) => id === container.id)) {
		throw notFound('container');
	}
	if (guest !== undefined && !books.settings.guestAccess) {
		throw invalidValue('enable_guest_access', 'Guest access is disabled in the account settings.');
	}
	const isTaken = () => books.ledger.some(({ sent }) => sent.alternative_order_id === key);
	if (key !== undefined && books.settings.uniqueAlternativeOrderIds && isTaken()) {
		throw invalidValue(
			'alternative_order_id',
			'The alternative order ID is already assigned to an order in this account.',
		);
	}
}

/** Those that validate these names; one that the account lacks is added. */
export function domainsOf(books: DigiCertBooks, names: string[], outcome: Outcome): Domain[] {
	const isUnvalidatedByName = 'unvalidated' in OUTCOMES[outcome];
	const domains = names.map((name) => {
		const known = isUnvalidatedByName ? undefined : books.domainOf(name);
		return known ?? books.addDomain(name.replace(/^\*\./, '').toLowerCase(), false);
	});
	return [...new Set(domains)];
}

/** Checks everything first; only then anything is bought. */
export async function createOrder(
	books: DigiCertBooks,
	product: Product,
	body: OrderBody,
): Promise<{ order: Order; organization?: Organization }> {
	const { now } = books;
	const { certificate } = body;
	const csr = await checkCsr(certificate.csr);
	if (!csr.ok) throw invalidValue('certificate.csr', csr.reason);
	const validity = orderValidity(body, now);
	const lifetime = certificateLifetime(body, validity, now);
	checkCaCert(books, product, certificate.ca_cert_id);
	const organization = organizationOf(books, body, product);
	checkAccount(books, body);
	checkCustomFields(books, body);
	const renewed = renewedOrder(books, body);

	const created = organization === 'new' ? newOrganization(books, body) : undefined;
	const owner = created ?? (organization as Organization | undefined);
	const outcome =
		books.data.outcomes[certificate.common_name] ?? outcomeOf(certificate.common_name);
	const order = placeOrder(
		books,
		{
			outcome,
			product,
			validTill: validity.till,
			validity: validity.asked,
			organizationId: owner?.id,
			containerId: body.container?.id ?? books.data.account.divisionId,
			price: product.price,
			source: 'services',
			renewalOfOrderId: renewed?.id,
			sent: body,
			domains: domainsOf(books, namesOf(body), outcome),
			certificate: {
				commonName: certificate.common_name,
				dnsNames: certificate.dns_names ?? [],
				csr: certificate.csr,
				spkiSha256: csr.spkiSha256,
				signatureHash: certificate.signature_hash,
				serverPlatformId: certificate.server_platform?.id ?? -1,
				lifetime,
				clientAuth: certificate.profile_option === 'server_client_auth_eku',
			},
		},
		now,
	);
	startOrderDcv(order, body.dcv_method, now);
	if (renewed) renewed.renewedByOrderId = order.id;
	submit(books, order, owner);
	return { order, organization: created };
}

/** Approved at once, waiting at DigiCert for the organization, or waiting for an approver. */
function submit(books: DigiCertBooks, order: Order, owner: Organization | undefined): void {
	const { now } = books;
	const { validationType } = order.product;
	const type = 'new_request';
	const waits = books.settings.approvalStep && !order.sent.skip_approval;
	if (waits || needsApproval(order)) {
		addRequest(books, order, { type, status: 'pending', comments: order.sent.comments }, now);
		setStatus(order, 'needs_approval', now);
		return;
	}
	const needsOrganization = validationType === 'ov' || validationType === 'ev';
	if (needsOrganization && !owner?.validations.includes(validationType)) {
		addRequest(books, order, { type, status: 'submitted' }, now);
		return;
	}
	addRequest(books, order, { type, status: 'approved' }, now);
	fulfil(books, order, now);
}
