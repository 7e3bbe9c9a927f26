import { choice, filtersOf, returnAllFields, text } from '../../../../shared/form/fields';
import { defineItems } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { domainQuery, fitsDomain } from '../../../api/domainFilters';
import { DCV_METHODS, DOMAINS } from '../../../api/domains';
import { listMatching } from '../../../api/lists';
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
	read: (reader) => ({
		limit: readLimit(reader),
		wanted: {
			dcvMethod: reader.choice('filters.dcvMethod', DCV_METHODS),
			search: reader.text('filters.search'),
		},
	}),
	items: async (ctx, { limit, wanted }) => {
		const query = { ...DOMAINS.query, ...domainQuery(wanted) };
		const request = { ...DOMAINS, query, limit };
		const domains = await listMatching(await servicesOf(ctx), request, fitsDomain(wanted));
		return shownItems(domains, withoutEkey);
	},
});
