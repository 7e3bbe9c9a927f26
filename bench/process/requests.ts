import type { IDataObject } from 'n8n-workflow';

import { newOrder } from '../newOrder';
import type { LoopCall } from './task';

interface Request {
	method: 'GET' | 'POST';
	url: string;
	data?: object;
}

export const REQUESTS: Record<LoopCall, (item: IDataObject, credential: IDataObject) => Request> = {
	createOrder: (item, { servicesUrl }) => ({
		method: 'POST',
		url: `${servicesUrl}/order/certificate/ssl`,
		data: newOrder(item),
	}),
	getOrder: ({ orderId }, { servicesUrl }) => ({
		method: 'GET',
		url: `${servicesUrl}/order/certificate/${orderId}`,
	}),
	viewAutomationDetails: ({ accountId, divisionId, automationId }, { automationUrl }) => ({
		method: 'POST',
		url: `${automationUrl}/automation/viewAutomationDetails`,
		data: { accountId, divisionId, automationId },
	}),
};
