import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import { forForm, pageOf } from '../../shared/form/lists';
import { asId } from '../../shared/values';
import { certificatesOf } from '../api/orderCertificates';
import { getOrder } from '../api/orders';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';

/** The certificates of the order that the form says. */
export async function searchCertificates(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return pageOf(await forForm(read(this), lacksRight), filter, token);
}

async function read(ctx: ILoadOptionsFunctions) {
	// An expression has no item here and counts as empty.
	const orderId = asId(ctx.getCurrentNodeParameter('orderId', { extractValue: true }));
	if (orderId === undefined) {
		throw new Failure({
			class: 'fixRequest',
			message: "The list shows the certificates of an order, and 'Order' is empty",
			nextStep: "Choose the 'Order' first.",
		});
	}
	const services = await servicesOf(ctx);
	const certificates = await certificatesOf(services, await getOrder(services, orderId));
	return certificates.map(({ certificateId, kind, commonName, validTill, serialNumber }) => ({
		name: [commonName, kind, validTill && `until ${validTill}`, serialNumber ?? certificateId]
			.filter(Boolean)
			.join(' · '),
		value: String(certificateId),
	}));
}
