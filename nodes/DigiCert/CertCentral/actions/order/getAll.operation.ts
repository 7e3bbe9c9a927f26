import type { INodeProperties } from 'n8n-workflow';

import { choices, returnAllFields, simplify } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { listAll } from '../../../api/lists';
import { ORDERS, simpleOrder, withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';

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

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Common Name',
			name: 'commonName',
			type: 'string',
			default: '',
			placeholder: 'e.g. www.example.com',
			description: 'Orders with exactly this common name',
		},
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Orders placed after this day',
		},
		{
			displayName: 'Domain Name',
			name: 'domainName',
			type: 'string',
			default: '',
			description: 'Orders with this common name or DNS name',
		},
		{
			displayName: 'Expires Before',
			name: 'expiresBefore',
			type: 'dateTime',
			default: '',
			description: 'Orders whose certificate is valid until before this day',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: choices(
				['canceled', 'Canceled'],
				['issued', 'Issued', 'Includes expired orders'],
				['pending', 'Pending'],
				['reissue_pending', 'Reissue Pending'],
				['rejected', 'Rejected'],
				['revoked', 'Revoked'],
				['waiting_pickup', 'Waiting for Pickup'],
			),
			default: 'issued',
			description: 'Orders in this status; DigiCert counts expired orders as issued',
		},
	],
};

/** List orders. */
export const getAll = defineEach({
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
	each: async (ctx, { limit, simple, query }) => {
		const services = await servicesOf(ctx);
		const orders = await listAll(services, {
			...ORDERS,
			query: { ...ORDERS.query, ...query },
			limit,
		});
		return orders.map(simple ? simpleOrder : withoutEkey);
	},
});

const prefixed = (operator: string, date: string | undefined): string | undefined =>
	date === undefined ? undefined : `${operator}${date}`;
