import { defineEach } from '../../../../shared/operation/each';
import { withoutEkey } from '../../../api/orders';
import { getRequest } from '../../../api/requests';
import { servicesOf } from '../../../transport/services';
import { namedRequestId } from '../../fields';

/** Request info. */
export const get = defineEach({
	name: 'Get',
	action: 'Get request',
	description: 'Read a request: what for, by whom, and what became of it',
	fields: [namedRequestId],
	read: (reader) => ({ requestId: reader.requiredId('requestId') }),
	each: async (ctx, { requestId: id }) =>
		withoutEkey((await getRequest(await servicesOf(ctx), id)).raw),
});
