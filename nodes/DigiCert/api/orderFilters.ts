import type { IDataObject } from 'n8n-workflow';

import { isCoveredBy, toAscii } from '../../shared/certificate/names';
import type { Query } from '../../shared/http/query';
import { isObject } from '../../shared/values';
import type { OrderInfo } from './orderInfo';
import { orderRow } from './orderInfo';

/** Values of `filters[status]` (List orders). */
export const ORDER_STATUSES = [
	'canceled',
	'issued',
	'pending',
	'reissue_pending',
	'rejected',
	'revoked',
	'waiting_pickup',
] as const;

/** Days are `yyyy-MM-dd`. */
export interface OrderFilters {
	commonName?: string;
	domainName?: string;
	status?: string;
	createdAfter?: string;
	expiresBefore?: string;
}

export const orderQuery = (filters: OrderFilters): Query => ({
	'filters[common_name]': filters.commonName,
	'filters[domain_name]': filters.domainName,
	'filters[status]': filters.status,
	'filters[date_created]': prefixed('>', filters.createdAfter),
	'filters[valid_till]': prefixed('<', filters.expiresBefore),
});

const prefixed = (operator: string, date: string | undefined): string | undefined =>
	date === undefined ? undefined : `${operator}${date}`;

/**
 * Whether a row may be what was asked for. How exactly the service compares is not documented, so
 * only what surely contradicts does not fit; what a row does not show is left to the service.
 */
export function fitsOrder(filters: OrderFilters): (row: IDataObject) => boolean {
	return (raw) => {
		const order = orderRow(raw);
		return (
			isNamed(order, filters.commonName) &&
			holdsName(order, filters.domainName) &&
			isIn(order, filters.status) &&
			isCreatedAfter(order, filters.createdAfter) &&
			endsBefore(order, filters.expiresBefore)
		);
	};
}

/** A sign of its own in filters of the service: what it stands for is not compared here. */
const isPattern = (text: string): boolean => text.includes('%');

const isNamed = ({ commonName }: OrderInfo, wanted: string | undefined): boolean =>
	wanted === undefined || commonName === '' || isPattern(wanted) || commonName === toAscii(wanted);

/** DigiCert adds the base domain, or its www name, for free. */
const hostOf = (name: string): string => name.replace(/^(?:\*|www)\./, '');

function holdsName({ names, raw }: OrderInfo, domain: string | undefined): boolean {
	if (domain === undefined || isPattern(domain)) return true;
	const isShown = isObject(raw.certificate) && Array.isArray(raw.certificate.dns_names);
	const wanted = toAscii(domain);
	const serves = (name: string) =>
		name.includes(wanted) || hostOf(name) === hostOf(wanted) || isCoveredBy(wanted, name);
	return !isShown || names.some(serves);
}

/** An order that is called expired is listed as issued; words that are no filter may be of any. */
const isIn = ({ status }: OrderInfo, wanted: string | undefined): boolean => {
	const shown = status === 'expired' ? 'issued' : status;
	return (
		wanted === undefined || shown === wanted || !ORDER_STATUSES.some((known) => known === shown)
	);
};

/** In whichever time zone the service means a day. */
const DAY_MS = 86_400_000;

const isCreatedAfter = ({ created }: OrderInfo, day: string | undefined): boolean =>
	day === undefined || created === undefined || created >= Date.parse(day) - DAY_MS;

function endsBefore({ validTill, orderValidTill }: OrderInfo, day: string | undefined): boolean {
	const ends = [validTill, orderValidTill].flatMap((end) => end ?? []);
	if (day === undefined || ends.length === 0) return true;
	return ends.some((end) => Date.parse(end) <= Date.parse(day) + DAY_MS);
}
