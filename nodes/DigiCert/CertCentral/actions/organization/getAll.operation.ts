import { flag, returnAllFields } from '../../../../shared/form/fields';
import { defineItems } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { listShown } from '../../../api/lists';
import { ORGANIZATIONS } from '../../../api/organizations';
import { withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';
import { shownItems } from '../shownItems';

/** List organizations. */
export const getAll = defineItems({
	name: 'Get Many',
	action: 'Get many organizations',
	description: 'List the organizations that certificates can be ordered for',
	many: true,
	fields: [
		...returnAllFields,
		flag(
			'Include Validation',
			'includeValidation',
			'Whether to add what each organization is validated for, and until when',
		),
	],
	read: (reader) => ({
		limit: readLimit(reader),
		includeValidation: reader.boolean('includeValidation') ?? false,
	}),
	items: async (ctx, { limit, includeValidation }) => {
		const services = await servicesOf(ctx);
		const query = includeValidation ? { include_validation: true } : {};
		const organizations = await listShown(services, {
			...ORGANIZATIONS,
			query,
			limit,
		});
		return shownItems(organizations, withoutEkey);
	},
});
