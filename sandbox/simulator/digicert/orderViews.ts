import type { DigiCertBooks } from './books';
import { csrOf, x509Of } from './certificates';
import { keySizeOf } from '../csr';
import { DAY, isoDay, isoTime, parseIsoDate, parseWordDate } from './dates';
import { serverPlatform } from './platforms';
import type { Certificate, Order, OrderRequest } from './model';
import { currentOf } from './orderLife';

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
	const end = currentOf(order).validTill ?? Infinity;
	return order.status === 'issued' && Math.min(order.validTill, end) < now
		? 'expired'
		: order.status;
}

/** With the common name, as recorded, although the documentation speaks of additional names. */
const allNames = ({ commonName, dnsNames }: Certificate) => [...new Set([commonName, ...dnsNames])];

/** As sent, else what comes of the order's; a date is printed as List orders prints it. */
function certValidity({ sent, validity }: Order): Json {
	const { years, ...other } = sent.certificate.cert_validity ?? validity;
	if (other.custom_expiration_date !== undefined) {
		const date = String(other.custom_expiration_date);
		const at = parseWordDate(date) ?? parseIsoDate(date);
		return { custom_expiration_date: at === undefined ? date : isoDay(at) };
	}
	return other.days === undefined ? { years: Math.min(Number(years), 1) } : { days: other.days };
}

/** Serial number and dates are absent until the certificate is issued. */
export function certificateShort(
	order: Order,
	now: number,
	certificate: Certificate = currentOf(order),
): Json {
	const { id, serialNumber, commonName, validFrom, validTill, signatureHash } = certificate;
	return {
		id,
		serial_number: serialNumber,
		common_name: commonName,
		dns_names: allNames(certificate),
		valid_from: validFrom && isoDay(validFrom),
		valid_till: validTill && isoDay(validTill),
		days_remaining: validTill && Math.ceil((validTill - now) / DAY),
		cert_validity: certValidity(order),
		signature_hash: signatureHash,
	};
}

export function requestShort({ id, type, status, comments, createdAt }: OrderRequest): Json {
	return { id, date: isoTime(createdAt), type, status, comments };
}

async function certificateView(books: DigiCertBooks, order: Order): Promise<Json> {
	const certificate = currentOf(order);
	if (certificate.status === 'issued') await x509Of(books, certificate);
	return {
		...certificateShort(order, books.now),
		thumbprint: certificate.thumbprint,
		date_created: isoTime(certificate.createdAt),
		date_issued: certificate.issuedAt && isoTime(certificate.issuedAt),
		csr: await csrOf(certificate),
		organization: order.organizationId && { id: order.organizationId },
		organization_units: order.sent.certificate.organization_units,
		server_platform: serverPlatform(certificate.serverPlatformId),
		key_size: keySizeOf(await csrOf(certificate)),
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

export const productShort = ({ nameId, name, type }: Order['product']): Json => ({
	name_id: nameId,
	name,
	type,
});

/** Order info tells more of a product than a list does. */
export const productLong = (product: Order['product']): Json => ({
	...productShort(product),
	validation_type: product.validationType,
	validation_name: product.validationType.toUpperCase(),
	validation_description: `${product.validationType.toUpperCase()} validation`,
});

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
		product: productLong(order.product),
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
	return {
		id: order.id,
		certificate: certificateShort(order, books.now),
		status: statusOf(order, books.now),
		is_renewed: order.renewedByOrderId !== undefined,
		date_created: isoTime(order.createdAt),
		organization: order.organizationId && {
			id: order.organizationId,
			name: books.organization(order.organizationId)?.name,
		},
		validity_years: order.validity.years,
		order_validity: order.validity,
		order_valid_till: order.status === 'rejected' ? undefined : isoDay(order.validTill),
		disable_renewal_notifications: sent.disable_renewal_notifications ?? false,
		container: containerView(books, order.containerId),
		product: productShort(order.product),
		has_duplicates: count('duplicate') > 0,
		duplicates_count: count('duplicate'),
		has_reissues: count('reissue') > 0,
		reissues_count: count('reissue'),
		price: order.price,
		product_name_id: order.product.nameId,
		number_of_sans: allNames(currentOf(order)).length,
		// A string in the service's own answers.
		is_multi_year_plan: '1',
		custom_fields: sent.custom_fields,
		alternative_order_id: books.settings.alternativeOrderIdInList
			? sent.alternative_order_id
			: undefined,
	};
}
