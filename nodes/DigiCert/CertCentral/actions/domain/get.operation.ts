import { defineEach } from '../../../../shared/operation/each';
import { getDomain } from '../../../api/domains';
import { withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';
import { domainId } from '../../fields';

/** Domain info. */
export const get = defineEach({
	name: 'Get',
	action: 'Get domain',
	description: 'Read a domain: what it is validated for, until when, and by which method',
	fields: [domainId],
	read: (reader) => ({ domainId: reader.requiredId('domainId') }),
	each: async (ctx, { domainId: id }) =>
		withoutEkey((await getDomain(await servicesOf(ctx), id)).raw),
});
