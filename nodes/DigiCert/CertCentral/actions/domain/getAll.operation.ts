import { choice, filtersOf, returnAllFields, text } from '../../../../shared/form/fields';
import { defineItems } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { DCV_METHODS, DOMAINS } from '../../../api/domains';
import { listShown } from '../../../api/lists';
import { withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';
import { shownItems } from '../shownItems';

/** List domains. */
export const getAll = defineItems({
	name: 'Get Many',
	action: 'Get many domains',
	description:
		'List the domains of the account, with the days until which they are validated (UTC)',
	many: true,
	fields: [
		...returnAllFields,
		filtersOf(
			choice('DCV Method', 'dcvMethod', 'Domains that are validated in this way', {
				default: 'email',
				options: [
					['dns-cname-token', 'DNS CNAME'],
					['dns-txt-token', 'DNS TXT'],
					['email', 'Email', 'Ends on 15 March 2028'],
					['http-token', 'HTTP File'],
				],
			}),
			text('Search', 'search', 'Domains whose name contains this'),
		),
	],
	read: (reader) => {
		const search = reader.text('filters.search');
		return {
			limit: readLimit(reader),
			query: {
				'filters[dcv_method]': reader.choice('filters.dcvMethod', DCV_METHODS),
				'filters[search]': search === undefined ? undefined : `%${search}`,
			},
		};
	},
	items: async (ctx, { limit, query }) => {
		const request = { ...DOMAINS, query: { ...DOMAINS.query, ...query }, limit };
		return shownItems(await listShown(await servicesOf(ctx), request), withoutEkey);
	},
});
