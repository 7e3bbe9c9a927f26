import type { Id } from '../../../../../shared/values';
import { compareIds } from '../../../../../shared/values';
import type { OrderCertificate } from '../../../../api/orderCertificates';
import { isOver, spkiOf } from '../../../../api/orderCertificates';
import type { OrderInfo } from '../../../../api/orderInfo';
import { orderedWith } from '../../../../api/orders';

/** What makes two reissues, or two duplicates, of one order the same. */
export interface Sought {
	/** SHA-256 over the public key. */
	spki: string;
	/** With the common name. */
	names: string[];
}

/**
 * The one that was made already: by public key and names, never by a request. One that has less
 * than a third of its life left is worn. `known` are those that were there before the call, else
 * none: what is new and shows no CSR was made by it, as far as anybody can tell.
 */
export const madeOf = (
	order: OrderInfo,
	listed: OrderCertificate[],
	{ spki, names }: Sought,
	known?: Id[],
): OrderCertificate | undefined =>
	listed
		.filter((one) => !isFirst(order, one, listed))
		.filter((one) => !isOver(one) && !isWorn(one) && hasNames(one, names))
		.sort((one, other) => compareIds(other.certificateId, one.certificateId))
		.find((one) => {
			const key = spkiOf(one);
			const isNew = known !== undefined && !known.includes(one.certificateId);
			return key === undefined ? isNew : key === spki;
		});

/** The certificate that was ordered may stand on the list, too: it came with the order. */
const isFirst = (order: OrderInfo, one: OrderCertificate, listed: OrderCertificate[]): boolean =>
	one.created !== undefined &&
	one.created === order.created &&
	[order.certificateId ?? one.certificateId, ...listed.map((other) => other.certificateId)].every(
		(id) => compareIds(one.certificateId, id) <= 0,
	);

/** DigiCert adds names by itself, which are no other certificate. */
function hasNames(one: OrderCertificate, names: string[]): boolean {
	const own = new Set(one.names);
	return names.every((name) => own.has(name)) && one.names.every(orderedWith(names));
}

function isWorn({ created, validTill }: OrderCertificate): boolean {
	const till = Date.parse(`${validTill}T23:59:59Z`);
	if (Number.isNaN(till)) return false;
	if (created === undefined) return till < Date.now();
	return (till - Date.now()) / (till - created) < 1 / 3;
}
