import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { forForm, pageOf } from '../../shared/form/lists';
import { certificatesOf } from '../api/orderCertificates';
import { getOrder } from '../api/orders';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';
import { chosenOrder } from './chosen';

/** The certificates of the order that the form says. */
export async function searchCertificates(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return pageOf(await forForm(read(this), lacksRight), filter, token);
}

async function read(ctx: ILoadOptionsFunctions) {
	const orderId = chosenOrder(ctx, 'the certificates');
	const services = await servicesOf(ctx);
	const certificates = await certificatesOf(services, await getOrder(services, orderId));
	return certificates.map(({ certificateId, kind, commonName, validTill, serialNumber }) => ({
		name: [commonName, kind, validTill && `until ${validTill}`, serialNumber ?? certificateId]
			.filter(Boolean)
			.join(' · '),
		value: String(certificateId),
	}));
}
