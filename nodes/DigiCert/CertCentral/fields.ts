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

export const domainId = locator({
	displayName: 'Domain',
	name: 'domainId',
	description: 'The domain, by its ID in CertCentral',
	searchListMethod: 'searchDomains',
	placeholder: 'e.g. 1469',
	required: true,
});

const REQUEST = {
	displayName: 'Request',
	name: 'requestId',
	searchListMethod: 'searchRequests',
	placeholder: 'e.g. 113',
};

export const requestId = locator({
	...REQUEST,
	description: 'The pending request, of whatever kind; leave empty to take the one of the order',
});

export const namedRequestId = locator({
	...REQUEST,
	description: 'The request, by its ID; the list shows those that are pending',
	required: true,
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

const PLATFORM = {
	displayName: 'Server Platform',
	name: 'serverPlatformId',
	placeholder: 'e.g. 45',
};

/** Of a new order; -1, which no list shows, means other. */
export const productPlatformId = locator({
	...PLATFORM,
	description: 'Web server software, as the chosen product offers it; -1 means other',
	searchListMethod: 'searchProductPlatforms',
	kind: 'number',
});

/** Of a further certificate of an order. */
export const orderPlatformId = locator({
	...PLATFORM,
	description:
		'Web server software, as the product of the order offers it; else that of the certificate',
	searchListMethod: 'searchServerPlatforms',
	kind: 'number',
});
