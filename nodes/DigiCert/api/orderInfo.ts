import type { IDataObject } from 'n8n-workflow';

import { nameSet, toAscii } from '../../shared/certificate/names';
import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asList, asId, asObject, asObjects, asText } from '../../shared/values';
import { speaksOfError } from './toldAbout';

/** An order as Order info or a row of List orders shows it; what is absent there proves nothing. */
export interface OrderInfo {
	id: Id;
	/** Lower case, in one spelling; empty where a row shows none. */
	status: string;
	/** Epoch milliseconds. */
	created?: number;
	/** Lower case and punycode, as are all names; empty where it is not shown. */
	commonName: string;
	/** With the common name, sorted, each once. */
	names: string[];
	/** Whether these are all of its names: without `dns_names`, or beside one that is no text, there may be others. */
	showsNames: boolean;
	certificateId?: Id;
	serialNumber?: string;
	/** Days of the certificate, `yyyy-MM-dd`. */
	validFrom?: string;
	validTill?: string;
	/** Last day of the order, which may outlive its certificates. */
	orderValidTill?: string;
	alternativeOrderId?: string;
	product?: string;
	organization?: Id;
	requests: IDataObject[];
	/** The service's own fields. */
	raw: IDataObject;
}

/** Order info is about the order that was asked for, and has a status; anything else is unreadable. */
export function orderInfo(raw: IDataObject, askedId: Id): OrderInfo {
	const order = orderRow(raw);
	if (order.id !== askedId || order.status === '' || speaksOfError(raw)) {
		throw unreadable('DigiCert', 200, 'read');
	}
	return order;
}

/** A row of List orders. */
export function orderRow(raw: IDataObject): OrderInfo {
	const id = orderIdIn(raw);
	if (id === undefined) throw unreadable('DigiCert', 200, 'read');
	const certificate = asObject(raw.certificate);
	const commonName = toAscii(asText(certificate.common_name) ?? '');
	const shown = asList(certificate.dns_names);
	const others = shown.flatMap((name) => asText(name) ?? []);
	return {
		id,
		status: (asText(raw.status) ?? '').toLowerCase().replace('cancelled', 'canceled'),
		created: instantIn(raw.date_created),
		commonName,
		names: nameSet(commonName, others).filter((name) => name !== ''),
		showsNames: others.length > 0 && others.length === shown.length,
		certificateId: asId(certificate.id),
		serialNumber: asText(certificate.serial_number),
		validFrom: dayIn(certificate.valid_from),
		validTill: dayIn(certificate.valid_till),
		orderValidTill: dayIn(raw.order_valid_till),
		alternativeOrderId: keyIn(raw),
		product: asText(asObject(raw.product).name_id) ?? asText(raw.product_name_id),
		organization: asId(asObject(raw.organization).id),
		requests: asObjects(raw.requests),
		raw,
	};
}

/** The ID of an order, which the answer to a purchase tells, too: never 0, never a fraction. */
export function orderIdIn({ id }: IDataObject): Id | undefined {
	return asId(id);
}

/** Keys of this package are hexadecimal: whatever case they come in, it is the same one. */
export const plainKey = (id: string): string =>
	/^[0-9a-f]{64}$/i.test(id) ? id.toLowerCase() : id;

function keyIn(raw: IDataObject): string | undefined {
	const id = asText(raw.alternative_order_id)?.trim();
	return id === undefined ? undefined : plainKey(id);
}

export function instantIn(value: unknown): number | undefined {
	const at = Date.parse(asText(value) ?? '');
	return Number.isNaN(at) ? undefined : at;
}

/** `2027-03-01`, also with a time behind it. */
export function dayIn(value: unknown): string | undefined {
	const [date] = /^\d{4}-\d{2}-\d{2}/.exec(asText(value) ?? '') ?? [];
	return date !== undefined && !Number.isNaN(Date.parse(date)) ? date : undefined;
}
