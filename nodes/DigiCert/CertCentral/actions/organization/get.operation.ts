import { locator } from '../../../../shared/form/locator';
import { defineEach } from '../../../../shared/operation/each';
import { getOrganization } from '../../../api/organizations';
import { withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';

const organizationId = locator({
	displayName: 'Organization',
	name: 'organizationId',
	description: 'The organization, by its ID',
	searchListMethod: 'searchOrganizations',
	placeholder: 'e.g. 112233',
	required: true,
});

/** Organization info. */
export const get = defineEach({
	name: 'Get',
	action: 'Get organization',
	description: 'Read an organization with its address and what it is validated for',
	fields: [organizationId],
	read: (reader) => ({ organizationId: reader.requiredId('organizationId') }),
	each: async (ctx, { organizationId: id }) =>
		withoutEkey(await getOrganization(await servicesOf(ctx), id)),
});
