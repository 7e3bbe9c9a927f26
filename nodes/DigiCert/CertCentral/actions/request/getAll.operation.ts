import { choice, returnAllFields } from '../../../../shared/form/fields';
import { defineItems } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { asText } from '../../../../shared/values';
import { listMatching } from '../../../api/lists';
import { withoutEkey } from '../../../api/orders';
import { REQUESTS } from '../../../api/requests';
import { servicesOf } from '../../../transport/services';
import { shownItems } from '../shownItems';

const STATUSES = ['all', 'approved', 'pending', 'rejected', 'submitted'] as const;

/** List requests: what waits for an approver, or was decided. */
export const getAll = defineItems({
	name: 'Get Many',
	action: 'Get many requests',
	description: 'List the requests of the account, such as orders that wait for approval',
	many: true,
	fields: [
		...returnAllFields,
		choice('Status', 'status', 'Requests in this status only', {
			default: 'pending',
			options: [
				['all', 'All'],
				['approved', 'Approved'],
				['pending', 'Pending'],
				['rejected', 'Rejected'],
				['submitted', 'Submitted'],
			],
		}),
	],
	read: (reader) => ({
		limit: readLimit(reader),
		status: reader.requiredChoice('status', STATUSES),
	}),
	items: async (ctx, { limit, status }) => {
		const services = await servicesOf(ctx);
		const wanted = status === 'all' ? undefined : status;
		const requests = await listMatching(
			services,
			{ ...REQUESTS, query: { 'filters[status]': wanted }, limit },
			// A row that does not show its status is left to the filter of the service.
			({ status: shown }) =>
				wanted === undefined || (asText(shown)?.toLowerCase() ?? wanted) === wanted,
		);
		return shownItems(requests, withoutEkey);
	},
});
