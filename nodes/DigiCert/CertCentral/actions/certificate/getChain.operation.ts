import type { Link } from '../../../../shared/certificate/bundle';
import { defineEach } from '../../../../shared/operation/each';
import { getChain as readChain } from '../../../api/chains';
import { servicesOf } from '../../../transport/services';
import { certificateFields, sameSerial } from './files';
import { issuedOf, readWhich, whichFields } from './which';

/** Certificate chain, each certificate apart. */
export const getChain = defineEach({
	name: 'Get Chain',
	action: 'Get certificate chain',
	description: 'Read a certificate, its intermediates and its root, each apart',
	namedBy: ['orderId', 'certificateId'],
	fields: whichFields('Get By'),
	read: readWhich,
	each: async (ctx, which) => {
		const services = await servicesOf(ctx);
		const { certificateId: id, serial } =
			which.certificateId === undefined
				? await issuedOf(services, which)
				: { certificateId: which.certificateId };
		const { leaf, intermediates, root } = await readChain(services, id);
		if (serial) sameSerial(serial, [leaf.certificate.serialNumber], id);
		const told = ({ pem }: Link) => ({ pem, ...certificateFields(pem, id) });
		return {
			...(which.orderId === undefined ? {} : { orderId: which.orderId }),
			certificateId: id,
			leaf: told(leaf),
			intermediates: intermediates.map(told),
			...(root ? { root: told(root) } : {}),
		};
	},
});
