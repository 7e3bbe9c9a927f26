import type { IDataObject } from 'n8n-workflow';

import { asFailure, Failure } from '../../../../shared/failure';
import { includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import type { Operation } from '../../../../shared/operation/operation';
import { asNumber, asObject, asObjects, asText } from '../../../../shared/values';
import { pendingRequests } from '../../../api/orderStatus';
import { getOrder } from '../../../api/orders';
import type { Services } from '../../../transport/services';
import { segment, servicesOf } from '../../../transport/services';
import { requestId, requestOrderId } from '../../fields';

interface Decision {
	name: string;
	action: string;
	description: string;
	status: 'approved' | 'rejected';
}

/** Update request status: 204 with an empty body; only a pending request can be decided. */
export const decide = ({ status, ...presentation }: Decision): Operation =>
	defineEach({
		...presentation,
		irreversible: true,
		idFields: ['requestId', 'orderId'],
		fields: [
			requestId,
			requestOrderId,
			{
				displayName: 'Processor Comment',
				name: 'processorComment',
				type: 'string',
				default: '',
				description: 'Reason that is stored with the request',
			},
			optionsOf(includeInputFields),
		],
		read: (reader) => {
			const input = {
				requestId: reader.id('requestId'),
				orderId: reader.id('orderId'),
				comment: reader.text('processorComment'),
			};
			if (input.requestId === undefined && input.orderId === undefined) {
				return reader.refuse('requestId', "is empty, and so is 'Order'");
			}
			return input;
		},
		each: async (ctx, input): Promise<IDataObject> => {
			const services = await servicesOf(ctx);
			const request = await find(services, input.requestId, input.orderId);
			if (request.status === status) return { ...request, changed: false };
			if (request.status !== 'pending') throw decided(request);
			const body = { status, ...(input.comment ? { processor_comment: input.comment } : {}) };
			const changed = await put(services, request, body);
			return { ...request, status, changed };
		},
	});

/**
 * Sent once more at most, after a lost answer and only while the request itself says "pending".
 * Gives whether it was decided here: a refusal, too, may mean that somebody was faster.
 */
async function put(
	services: Services,
	{ requestId: id }: Found,
	body: { status: string },
): Promise<boolean> {
	let lost: Failure | undefined;
	for (;;) {
		try {
			await services.json({ method: 'PUT', path: `/request/${segment(id)}/status`, body });
			return true;
		} catch (error) {
			const failure = asFailure(error).knowing({ requestId: id });
			const repeated = lost !== undefined;
			if (failure.class === 'unclear') lost = unclear(failure, id);
			// Nothing was sent, or the key may not decide.
			else if (!lost && failure.everybody) throw failure;
			const request = await find(services, id, undefined).catch(() => undefined);
			if (!request) throw lost ?? failure;
			if (request.status === body.status) return lost !== undefined;
			if (request.status !== 'pending') throw decided(request);
			if (failure.class !== 'unclear') throw failure;
			if (repeated) throw lost ?? failure;
		}
	}
}

/** Of a lost answer nobody knows what it did until the request can be read again. */
const unclear = (failure: Failure, id: number): Failure =>
	new Failure({
		...failure,
		message: `It is not known whether request ${id} was decided. ${failure.message}`,
		nextStep: 'Run the same item again: a request that is decided so already is left as it is.',
	});

interface Found {
	requestId: number;
	orderId?: number;
	status: string;
}

/** By its ID, or the pending one of an order. */
async function find(
	services: Services,
	id: number | undefined,
	orderId: number | undefined,
): Promise<Found> {
	if (id !== undefined) {
		const request = await services.json({ method: 'GET', path: `/request/${segment(id)}` });
		const owner = asNumber(asObject(request.order).id) ?? orderId;
		if (orderId !== undefined && owner !== orderId) throw otherOrder(id, orderId, owner);
		return { requestId: id, ...(owner ? { orderId: owner } : {}), ...statusOf(request) };
	}
	const order = await getOrder(services, orderId ?? 0);
	const pending = pendingRequests(order);
	if (pending.length > 1) throw severalRequests(orderId, pending);
	const request = pending[0] ?? asObjects(order.requests).at(-1);
	const requestIdOf = asNumber(request?.id);
	if (!request || requestIdOf === undefined) {
		throw new Failure({
			class: 'notEligible',
			message: `Order ${orderId} has no request to decide`,
			ids: { orderId },
		});
	}
	return { requestId: requestIdOf, orderId, ...statusOf(request) };
}

const statusOf = (request: IDataObject) => ({ status: asText(request.status) ?? '' });

/** A pending revocation beside a pending reissue: only a person can tell which one is meant. */
const severalRequests = (orderId: number | undefined, pending: IDataObject[]): Failure =>
	new Failure({
		class: 'fixRequest',
		code: 'several requests',
		message: `Order ${orderId} has several pending requests: ${pending
			.map(({ id, type }) => `${asText(id)} (${asText(type) ?? 'unknown'})`)
			.join(', ')}`,
		ids: { orderId },
		nextStep: "Set 'Request' to the one that is meant.",
	});

const otherOrder = (id: number, orderId: number, owner: number | undefined): Failure =>
	new Failure({
		class: 'fixRequest',
		code: 'other order',
		message: `'Request' ${id} belongs to order ${owner}, not to 'Order' ${orderId}`,
		ids: { requestId: id, orderId },
	});

const decided = ({ requestId: id, status }: Found): Failure =>
	new Failure({
		class: 'notEligible',
		code: status,
		message: `Request ${id} is "${status}" already`,
		ids: { requestId: id },
		nextStep: 'Only a pending request can be decided.',
	});
