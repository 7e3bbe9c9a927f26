import type { DigiCertBooks } from './books';
import { csrOf, x509Of } from './certificates';
import { DAY, isoDay, isoTime } from './dates';
import type { Certificate, Order, OrderRequest } from './model';
import { primaryOf } from './orderLife';

export type Json = Record<string, unknown>;

/** The name of a container, an organization, … as nested objects carry it. */
export function containerView(books: DigiCertBooks, id: number): Json {
	const container = books.data.containers.find((candidate) => candidate.id === id);
	return { id, name: container?.name, is_active: true };
}

export function organizationShort(books: DigiCertBooks, id: number | undefined): Json | undefined {
	const organization = books.organization(id);
	if (!organization) return undefined;
	const { name, city, state, country, telephone } = organization;
	return { id, name, display_name: name, is_active: true, city, state, country, telephone };
}

export function userView(books: DigiCertBooks): Json {
	const { id, firstName, lastName, email } = books.data.user;
	return { id, first_name: firstName, last_name: lastName, email };
}

/** `expired` is not stored: it comes with time. */
export function statusOf(order: Order, now: number): string {
	const end = primaryOf(order).validTill ?? Infinity;
	return order.status === 'issued' && Math.min(order.validTill, end) < now
		? 'expired'
		: order.status;
}

/** Serial number and dates are absent until the certificate is issued; empty dns_names, too. */
export function certificateShort(certificate: Certificate, now: number): Json {
	const { id, serialNumber, commonName, dnsNames, validFrom, validTill, signatureHash } =
		certificate;
	return {
		id,
		serial_number: serialNumber,
		common_name: commonName,
		dns_names: dnsNames.length ? dnsNames : undefined,
		valid_from: validFrom && isoDay(validFrom),
		valid_till: validTill && isoDay(validTill),
		days_remaining: validTill && Math.ceil((validTill - now) / DAY),
		signature_hash: signatureHash,
	};
}

export function requestShort({ id, type, status, comments, createdAt }: OrderRequest): Json {
	return { id, date: isoTime(createdAt), type, status, comments };
}

async function certificateView(books: DigiCertBooks, order: Order): Promise<Json> {
	const certificate = primaryOf(order);
	if (certificate.status === 'issued') await x509Of(books, certificate);
	return {
		...certificateShort(certificate, books.now),
		thumbprint: certificate.thumbprint,
		date_created: isoTime(certificate.createdAt),
		date_issued: certificate.issuedAt && isoTime(certificate.issuedAt),
		csr: await csrOf(certificate),
		cert_validity: order.sent.certificate.cert_validity,
		organization: order.organizationId && { id: order.organizationId },
		server_platform: { id: certificate.serverPlatformId },
		ca_cert: order.product.caCerts[0],
	};
}

function renewalView({ renewalOfOrderId, renewedByOrderId }: Order): Json {
	return {
		is_renewal: renewalOfOrderId !== undefined,
		is_renewed: renewedByOrderId !== undefined,
		renewed_order_id: renewedByOrderId,
	};
}

export function productShort({ nameId, name, type, validationType }: Order['product']): Json {
	return { name_id: nameId, name, type, validation_type: validationType };
}

export async function orderInfo(books: DigiCertBooks, order: Order): Promise<Json> {
	const { sent } = order;
	return {
		id: order.id,
		certificate: await certificateView(books, order),
		status: statusOf(order, books.now),
		...renewalView(order),
		date_created: isoTime(order.createdAt),
		order_valid_till: isoDay(order.validTill),
		organization: organizationShort(books, order.organizationId),
		container: containerView(books, order.containerId),
		product: productShort(order.product),
		organization_contact: sent.organization_contact,
		technical_contact: sent.technical_contact,
		user: userView(books),
		requests: order.requests.map(requestShort),
		receipt_id: order.id + 1000,
		dcv_method: sent.dcv_method ?? 'email',
		auto_renew: sent.auto_renew ?? 0,
		auto_reissue: sent.auto_reissue ?? 0,
		disable_renewal_notifications: sent.disable_renewal_notifications ?? false,
		additional_emails: sent.additional_emails,
		custom_fields: sent.custom_fields,
		alternative_order_id: sent.alternative_order_id,
	};
}

export function orderRow(books: DigiCertBooks, order: Order): Json {
	const { sent, certificates } = order;
	const count = (kind: Certificate['kind']) =>
		certificates.filter((certificate) => certificate.kind === kind).length;
	const primary = primaryOf(order);
	return {
		id: order.id,
		certificate: certificateShort(primary, books.now),
		status: statusOf(order, books.now),
		is_renewed: order.renewedByOrderId !== undefined,
		date_created: isoTime(order.createdAt),
		organization: order.organizationId && {
			id: order.organizationId,
			name: books.organization(order.organizationId)?.name,
		},
		validity_years: order.validity.years,
		order_validity: order.validity,
		order_valid_till: isoDay(order.validTill),
		disable_renewal_notifications: sent.disable_renewal_notifications ?? false,
		container: containerView(books, order.containerId),
		product: productShort(order.product),
		has_duplicates: count('duplicate') > 0,
		duplicates_count: count('duplicate'),
		has_reissues: count('reissue') > 0,
		reissues_count: count('reissue'),
		price: order.price,
		product_name_id: order.product.nameId,
		number_of_sans: primary.dnsNames.length,
		// A string in the service's own answers.
		is_multi_year_plan: '1',
		custom_fields: sent.custom_fields,
		alternative_order_id: books.settings.alternativeOrderIdInList
			? sent.alternative_order_id
			: undefined,
	};
}
