import type { INodeParameters } from 'n8n-workflow';

import { byId, orderParameters } from '../../support/certCentral';

/** Each item brings its organization: one that DigiCert does not know is refused there. */
export const orders = orderParameters({ organization: '={{ $json.organization ?? 1850011 }}' });

export const check: INodeParameters = {
	resource: 'order',
	operation: 'checkStatus',
	orderId: byId('={{ $json.orderId }}'),
};
