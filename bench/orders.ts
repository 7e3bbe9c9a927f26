import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { newCsr } from '../sandbox/launcher/csr';
import { orderParameters, ORGANIZATION } from '../test/support/certCentral';
import { OUR_NODES } from '../test/support/itemsWorkflow';
import type { NodeUnderTest } from '../test/support/itemsWorkflow';

/** The paid call, Order SSL. */
export const PAID_CALL = { method: 'POST', path: '/order/certificate/ssl$' };

export interface Order extends IDataObject {
	commonName: string;
	csr: string;
}

/** Distinct orders, each with a name and an EC key pair of its own. */
export async function distinctOrders(count: number): Promise<Order[]> {
	const names = Array.from({ length: count }, (_, index) => `order-${index + 1}.example.com`);
	return await Promise.all(
		names.map(async (commonName) => ({ commonName, csr: await newCsr(commonName) })),
	);
}

type Arm = Omit<NodeUnderTest, 'credentials'>;

/** Order > Create as its form is by default. */
export const ourNode = (): Arm => ({
	type: OUR_NODES.certCentral,
	parameters: orderParameters({ options: { visibleWithin: 120 } }),
});

/** What Order > Create sends, as an expression. */
const BODY = `={{ JSON.stringify({
	certificate: { common_name: $json.commonName, csr: $json.csr, signature_hash: 'sha256' },
	product: { type_hint: 'ov' },
	organization: { id: ${ORGANIZATION} },
	order_validity: { years: 1 },
	custom_fields: [{ metadata_id: 21, value: '4711' }],
	skip_approval: true,
}) }}`;

/** n8n's own HTTP Request node with the same credential and the same body. */
export const httpRequest = (
	servicesUrl: string,
	settings: Partial<Arm> = {},
	options: INodeParameters = {},
): Arm => ({
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `${servicesUrl}/order/certificate/ssl`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'digiCertApi',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: BODY,
		options,
	},
	...settings,
});

/** Retry On Fail at its highest setting. */
export const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 };
