import type { IDataObject } from 'n8n-workflow';

import { defineEach } from '../../../../shared/each';
import { Failure } from '../../../../shared/failure';
import { includeInputFields, optionsOf } from '../../../../shared/fields';
import type { Operation } from '../../../../shared/operation';
import { asNumber, asText } from '../../../../shared/values';
import { pendingRequest } from '../../../orderStatus';
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
			await services.json({
				method: 'PUT',
				path: `/request/${segment(request.requestId)}/status`,
				body: { status, ...(input.comment ? { processor_comment: input.comment } : {}) },
				// Deciding twice the same way changes nothing, so a lost answer is simply repeated.
				meaning: 'read',
			});
			return { ...request, status, changed: true };
		},
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
		return { requestId: id, ...(orderId ? { orderId } : {}), status: asText(request.status) ?? '' };
	}
	const order = await services.json({
		method: 'GET',
		path: `/order/certificate/${segment(orderId ?? 0)}`,
	});
	const pending = pendingRequest(order);
	const latest = Array.isArray(order.requests) ? order.requests.at(-1) : undefined;
	const request = pending ?? (typeof latest === 'object' && latest !== null ? latest : undefined);
	const requestIdOf = request && 'id' in request ? asNumber(request.id) : undefined;
	if (requestIdOf === undefined) {
		throw new Failure({
			class: 'notEligible',
			message: `Order ${orderId} has no request to decide`,
			ids: { orderId },
		});
	}
	const status = request && 'status' in request ? asText(request.status) : undefined;
	return { requestId: requestIdOf, orderId, status: status ?? '' };
}

const decided = ({ requestId: id, status }: Found): Failure =>
	new Failure({
		class: 'notEligible',
		code: status,
		message: `Request ${id} is "${status}" already`,
		ids: { requestId: id },
		nextStep: 'Only a pending request can be decided.',
	});
