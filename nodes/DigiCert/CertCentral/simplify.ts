import type { IDataObject } from 'n8n-workflow';

import { asObject, isObject, withoutEmpty } from '../../shared/values';

/** The ten fields of an order that a certificate manager reads first. */
export function simpleOrder(order: IDataObject): IDataObject {
	const certificate = asObject(order.certificate);
	return withoutEmpty({
		id: order.id,
		status: order.status,
		common_name: certificate.common_name,
		dns_names: certificate.dns_names,
		certificate_id: certificate.id,
		valid_from: certificate.valid_from,
		valid_till: certificate.valid_till,
		order_valid_till: order.order_valid_till,
		product: asObject(order.product).name_id,
		alternative_order_id: order.alternative_order_id,
	});
}

/** `container.ekey` is a branding key and stays out of items (reference: User info). */
export function withoutEkey({ ekey, ...rest }: IDataObject): IDataObject {
	void ekey;
	return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, cleaned(value)]));
}

function cleaned(value: IDataObject[string]): IDataObject[string] {
	if (Array.isArray(value))
		return value.map((entry) => (isObject(entry) ? withoutEkey(entry) : entry));
	return isObject(value) ? withoutEkey(value) : value;
}
