import { locator } from '../../shared/form/locator';

/** The same order, request and product field wherever an operation needs one. */

const ORDER = {
	displayName: 'Order',
	name: 'orderId',
	searchListMethod: 'searchOrders',
	placeholder: 'e.g. 112233',
};

export const orderId = locator({
	...ORDER,
	description: 'The order, by its order ID (not the certificate ID)',
	required: true,
});

export const requestId = locator({
	displayName: 'Request',
	name: 'requestId',
	description: 'The pending request, of whatever kind; leave empty to take the one of the order',
	searchListMethod: 'searchRequests',
	placeholder: 'e.g. 113',
});

export const requestOrderId = locator({
	...ORDER,
	description: 'The order whose pending request is meant, when Request is empty',
});

export const containerId = locator({
	displayName: 'Container',
	name: 'containerId',
	description: 'The division that the order belongs to; empty means that of the API key',
	searchListMethod: 'searchContainers',
	placeholder: 'e.g. 11',
});
