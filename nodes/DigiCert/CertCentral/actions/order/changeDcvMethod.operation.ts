import { Failure } from '../../../../shared/failure';
import { includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import type { Id } from '../../../../shared/values';
import type { Proof } from '../../../api/domains';
import { namesToProve, putOrderMethod } from '../../../api/orderDcv';
import type { OrderInfo } from '../../../api/orderInfo';
import { getOrder } from '../../../api/orders';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import { servicesOf } from '../../../transport/services';
import { methodField, methodNotice, readMethod, readZones, zonesField } from '../../dcv/fields';
import { nextOfProof, recordOf, zoneOf } from '../../dcv/records';
import { orderId } from '../../fields';

interface Input {
	orderId: Id;
	method: string;
	zones: string[];
}

/** The random value is told by the answer alone, so a lost one is asked for anew. */
interface Thing {
	order: OrderInfo;
	names: string[];
	proof?: Proof;
	/** The order before the call, where its answer was lost. */
	before?: OrderInfo;
}

/** DV: Change DCV method, of all names of an order; each becomes an item. */
export const changeDcvMethod = defineWrite<Input, Thing>({
	name: 'Change DCV Method',
	action: 'Change order DCV method',
	description:
		'Get the records that prove control of the names of a pending DV order, an item each',
	namedBy: ['orderId'],
	idFields: ['orderId'],
	many: true,
	fields: [methodNotice, orderId, methodField, zonesField, optionsOf(includeInputFields)],
	read: (reader) => ({
		orderId: reader.requiredId('orderId'),
		method: readMethod(reader),
		zones: readZones(reader),
	}),
	// Another run asks for another random value, or sends the mails again.
	repeatable: () => false,
	thing: async (ctx, { orderId: id }, before) => {
		const services = await servicesOf(ctx);
		const order = await getOrder(services, id);
		return { order, names: await namesToProve(services, order), before: before?.order };
	},
	stands: ({ order, names, proof, before }, { zones, method }) => {
		for (const name of names) zoneOf(name, zones);
		if (proof || isMailed(order, method, before)) return 'done';
		return PENDING.includes(order.status) ? 'open' : notPending(order);
	},
	write: async (ctx, { method }, thing) => ({
		...thing,
		proof: await putOrderMethod(await servicesOf(ctx), thing.order.id, method),
	}),
	item: ({ order, names, proof }, _stands, { zones, method }) => {
		const told = proof ?? { method, emails: [] };
		return names.map((name) => ({
			orderId: order.id,
			...recordOf(name, told, zones),
			...nextOfProof(told, 'check (Order > Check DCV)'),
		}));
	},
	ids: ({ orderId: id }) => ({ orderId: id }),
	deed: ({ order }) => `the DCV method of order ${order.id} was changed`,
});

const PENDING = ['pending', 'reissue_pending', 'needs_approval', 'processing'];

/** Mails that went out need no answer, and are not sent again; a random value is told by it alone. */
const isMailed = ({ raw }: OrderInfo, method: string, before: OrderInfo | undefined): boolean =>
	method === 'email' &&
	before !== undefined &&
	before.raw.dcv_method !== method &&
	raw.dcv_method === method;

const notPending = ({ id, status }: OrderInfo): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.nothingPending.code,
		message: `Order ${id} is "${status}": no name of it waits to be validated`,
		ids: { orderId: id },
		nextStep: 'Only a pending order or reissue is validated.',
	});
