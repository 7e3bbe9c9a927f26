import {
	choice,
	filtersOf,
	moment,
	returnAllFields,
	simplify,
	text,
} from '../../../../shared/form/fields';
import { defineItems } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { listShown } from '../../../api/lists';
import { ORDERS, simpleOrder, withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';
import { shownItems } from '../shownItems';

/** Values of `filters[status]` (List orders). */
const STATUSES = [
	'canceled',
	'issued',
	'pending',
	'reissue_pending',
	'rejected',
	'revoked',
	'waiting_pickup',
] as const;

const filters = filtersOf(
	text('Common Name', 'commonName', 'Orders with exactly this common name', {
		placeholder: 'e.g. www.example.com',
	}),
	moment('Created After', 'createdAfter', 'Orders placed after this day'),
	text('Domain Name', 'domainName', 'Orders with this common name or DNS name'),
	moment(
		'Expires Before',
		'expiresBefore',
		'Orders whose certificate is valid until before this day',
	),
	choice('Status', 'status', 'Orders in this status; DigiCert counts expired orders as issued', {
		default: 'issued',
		options: [
			['canceled', 'Canceled'],
			['issued', 'Issued', 'Includes expired orders'],
			['pending', 'Pending'],
			['reissue_pending', 'Reissue Pending'],
			['rejected', 'Rejected'],
			['revoked', 'Revoked'],
			['waiting_pickup', 'Waiting for Pickup'],
		],
	}),
);

/** List orders. */
export const getAll = defineItems({
	name: 'Get Many',
	action: 'Get many orders',
	description: 'List the orders of the account, newest first',
	many: true,
	fields: [...returnAllFields, filters, simplify],
	read: (reader) => ({
		limit: readLimit(reader),
		simple: reader.boolean('simplify') ?? true,
		query: {
			'filters[common_name]': reader.text('filters.commonName'),
			'filters[domain_name]': reader.text('filters.domainName'),
			'filters[status]': reader.choice('filters.status', STATUSES),
			'filters[date_created]': prefixed('>', reader.date('filters.createdAfter')),
			'filters[valid_till]': prefixed('<', reader.date('filters.expiresBefore')),
		},
	}),
	items: async (ctx, { limit, simple, query }) => {
		const services = await servicesOf(ctx);
		const orders = await listShown(services, {
			...ORDERS,
			query: { ...ORDERS.query, ...query },
			limit,
		});
		return shownItems(orders, simple ? simpleOrder : withoutEkey);
	},
});

const prefixed = (operator: string, date: string | undefined): string | undefined =>
	date === undefined ? undefined : `${operator}${date}`;
