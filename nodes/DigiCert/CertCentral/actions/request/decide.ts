import { Failure } from '../../../../shared/failure';
import { includeInputFields, notice, optionsOf, text } from '../../../../shared/form/fields';
import type { Operation } from '../../../../shared/operation/operation';
import { defineWrite } from '../../../../shared/operation/write';
import type { Reader } from '../../../../shared/reader/reader';
import type { Id } from '../../../../shared/values';
import { withoutEmpty } from '../../../../shared/values';
import type { Request } from '../../../api/requests';
import { findRequest, putRequestStatus, requestOfOrder } from '../../../api/requests';
import { servicesOf } from '../../../transport/services';
import { requestId, requestOrderId } from '../../fields';

interface Decision {
	name: string;
	action: string;
	description: string;
	status: 'approved' | 'rejected';
}

interface Input {
	requestId?: Id;
	orderId?: Id;
	comment?: string;
}

const processorComment = text(
	'Processor Comment',
	'processorComment',
	'Reason that is stored with the request',
);

const kinds = notice(
	'requestNotice',
	'By order, only a request for a certificate is taken: new order, reissue, duplicate, renewal. A pending revocation is decided only if Request names it.',
);

export const decide = ({ status, ...presentation }: Decision): Operation =>
	defineWrite<Input, Request>({
		...presentation,
		namedBy: ['requestId', 'orderId'],
		idFields: ['requestId', 'orderId'],
		fields: [kinds, requestId, requestOrderId, processorComment, optionsOf(includeInputFields)],
		read: readRequest,
		thing: async (ctx, input, before) => {
			const services = await servicesOf(ctx);
			const id = before?.requestId ?? input.requestId;
			return id === undefined
				? await requestOfOrder(services, input.orderId ?? 0)
				: await findRequest(services, id, input.orderId);
		},
		stands: (request) => {
			if (request.status === status) return 'done';
			return request.status === 'pending' ? 'open' : decided(request);
		},
		write: async (ctx, { comment }, request) => {
			await putRequestStatus(await servicesOf(ctx), request.requestId, {
				status,
				...(comment ? { processor_comment: comment } : {}),
			});
			return { ...request, status };
		},
		item: ({ requestId: id, orderId, type, status: now }) =>
			withoutEmpty({ requestId: id, orderId, type, status: now }),
		ids: (input, request) => withoutEmpty({ requestId: request?.requestId ?? input.requestId }),
		deed: (request) => `request ${request.requestId} was decided`,
	});

function readRequest(reader: Reader): Input {
	const input = {
		requestId: reader.id('requestId'),
		orderId: reader.id('orderId'),
		comment: reader.text('processorComment'),
	};
	if (input.requestId === undefined && input.orderId === undefined) {
		return reader.refuse('requestId', "is empty, and so is 'Order'");
	}
	return input;
}

const decided = ({ requestId: id, status }: Request): Failure =>
	new Failure({
		class: 'notEligible',
		code: status,
		message: `Request ${id} is "${status}" already`,
		ids: { requestId: id },
		nextStep: 'Only a pending request can be decided.',
	});
