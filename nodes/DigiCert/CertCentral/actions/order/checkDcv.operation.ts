import { defineEach } from '../../../../shared/operation/each';
import { checkOrderDcv } from '../../../api/orderDcv';
import { getOrder } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';
import { checkOnce, notFoundItem } from '../../dcv/check';
import { orderId } from '../../fields';

/** DV: Check DCV, of all names of an order at once. */
export const checkDcv = defineEach({
	name: 'Check DCV',
	action: 'Check order DCV',
	description: 'Have DigiCert look for the records of a pending DV order now',
	namedBy: ['orderId'],
	fields: [orderId],
	read: (reader) => ({ orderId: reader.requiredId('orderId') }),
	each: async (ctx, { orderId: id }) => {
		const services = await servicesOf(ctx);
		let names: Array<{ name: string; validated: boolean }> = [];
		const { isValidated, reason, missing } = await checkOnce(
			{ orderId: id },
			async () => {
				names = await checkOrderDcv(services, id);
				return names.every(({ validated }) => validated);
			},
			async () => (await getOrder(services, id)).status === 'issued',
		);
		return {
			orderId: id,
			validated: isValidated,
			names,
			...(isValidated
				? { whoActs: 'nobody', nextStep: 'Check again later (Order > Check Status).' }
				: notFoundItem(reason, missing)),
		};
	},
});
