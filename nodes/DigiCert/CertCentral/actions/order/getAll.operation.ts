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
import { listMatching } from '../../../api/lists';
import { fitsOrder, ORDER_STATUSES, orderQuery } from '../../../api/orderFilters';
import { ORDERS, simpleOrder, withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';
import { shownItems } from '../shownItems';

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
		wanted: {
			commonName: reader.text('filters.commonName'),
			domainName: reader.text('filters.domainName'),
			status: reader.choice('filters.status', ORDER_STATUSES),
			createdAfter: reader.date('filters.createdAfter'),
			expiresBefore: reader.date('filters.expiresBefore'),
		},
	}),
	items: async (ctx, { limit, simple, wanted }) => {
		const query = { ...ORDERS.query, ...orderQuery(wanted) };
		const request = { ...ORDERS, query, limit };
		const orders = await listMatching(await servicesOf(ctx), request, fitsOrder(wanted));
		return shownItems(orders, simple ? simpleOrder : withoutEkey);
	},
});
