import { flag } from '../../../../../shared/form/fields';
import { defineEach } from '../../../../../shared/operation/each';
import type { Operation } from '../../../../../shared/operation/operation';
import type { Replacement } from '../../../../api/orderCertificates';
import { listReplacements } from '../../../../api/orderCertificates';
import { withoutEkey } from '../../../../api/orders';
import { servicesOf } from '../../../../transport/services';
import { orderId } from '../../../fields';

interface Words {
	name: string;
	action: string;
	description: string;
}

export const listOperation = (kind: Replacement, words: Words): Operation =>
	defineEach({
		...words,
		many: true,
		fields: [
			orderId,
			flag('Include Archived', 'includeArchived', 'Whether to list archived certificates, too'),
		],
		read: (reader) => ({
			orderId: reader.requiredId('orderId'),
			withArchived: reader.boolean('includeArchived') ?? false,
		}),
		each: async (ctx, { orderId: id, withArchived }) => {
			const rows = await listReplacements(await servicesOf(ctx), id, kind, withArchived);
			return rows.map((row) => withoutEkey({ orderId: id, ...row }));
		},
	});
