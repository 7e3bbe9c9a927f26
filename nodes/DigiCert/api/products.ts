import type { IDataObject } from 'n8n-workflow';

import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asObjects, asText, isObject } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import { listIn } from './lists';
import { speaksOfError } from './toldAbout';

const PRODUCTS = '/product';

/** A product as the list shows it, by its identifier. */
export interface Product {
	nameId: string;
	name: string;
	/** The service's own fields. */
	raw: IDataObject;
}

/** List products: the answer has no pages. */
export async function listProducts(services: Services): Promise<Product[]> {
	const body = await services.json({ method: 'GET', path: PRODUCTS });
	return listIn(body, 'products').map(productIn);
}

/** Product info is about the product that was asked for; anything else is unreadable. */
export async function getProduct(
	services: Services,
	nameId: string,
	container: Id | undefined,
): Promise<Product> {
	const product = productIn(
		await services.json({
			method: 'GET',
			path: `${PRODUCTS}/${pathSegment(nameId)}`,
			query: { container_id: container },
		}),
	);
	if (product.nameId.toLowerCase() === nameId.toLowerCase()) return product;
	throw unreadable('DigiCert', 200, 'read');
}

function productIn(raw: unknown): Product {
	const nameId = isObject(raw) && !speaksOfError(raw) ? asText(raw.name_id) : undefined;
	if (!isObject(raw) || nameId === undefined) throw unreadable('DigiCert', 200, 'read');
	return { nameId, name: asText(raw.name) ?? '', raw };
}

/** Platforms that can be named; -1, "other", is none. */
export const platformsOf = ({ raw }: Product): Array<{ id: Id; name: string }> =>
	asObjects(raw.server_platforms).flatMap(({ id, name }) => {
		const known = asId(id);
		return known === undefined ? [] : [{ id: known, name: asText(name) ?? String(known) }];
	});

/** Intermediates that may issue it, each as its ID and its name. */
export const caCertificatesOf = ({ raw }: Product): Array<[id: string, name: string]> =>
	asObjects(raw.allowed_ca_certs).flatMap(({ id, name }): Array<[string, string]> => {
		const known = asText(id);
		return known === undefined ? [] : [[known, asText(name) ?? known]];
	});

/**
 * DV products (`ssl_dv_geotrust`, `wildcard_dv_rapidssl`): ordered without an organization, and their
 * domains are validated anew for every certificate.
 */
export const isDv = (product = ''): boolean => /(^|_)dv(_|$)/.test(product);

/** Issued by a private CA: no cap of public certificates, no validation of domains. */
export const isPrivate = (product = ''): boolean => product.startsWith('private_');
