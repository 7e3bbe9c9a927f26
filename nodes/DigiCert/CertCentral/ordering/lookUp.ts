import { readCsr } from '../../../shared/certificate/csr';
import { Failure } from '../../../shared/failure';
import { asObject, asText } from '../../../shared/values';
import type { OrderInfo } from '../../api/orderInfo';
import { isClosed, lifeLeft } from '../../api/orderStatus';
import { DIGICERT_OWN } from '../../transport/ownCodes';
import type { Services } from '../../transport/services';
import type { Identity } from './fingerprint';
import { keyOf } from './fingerprint';
import type { OrderBook } from './orderBook';
import type { OrderRequest } from './orderRequest';

/** Generations searched beyond the number of candidates: earlier ones may be out of view. */
const GENERATIONS_BEYOND = 16;

export interface LookUp {
	/** An order that is this one and still good: to be adopted. */
	open?: OrderInfo;
	/** The `alternative_order_id` that a new purchase carries. */
	key: string;
	/** Orders seen under any of this order's keys. */
	seen: Set<number>;
}

/** Finds what was bought for this request before, and the key for buying it (again). */
export async function lookUp(
	services: Services,
	book: OrderBook,
	request: OrderRequest,
	now: number,
): Promise<LookUp> {
	const { identity, fingerprint, ownId } = request;
	if (ownId !== undefined) await refuseOtherContent(services, book, request, ownId);
	const candidates = book.candidates(identity).length;
	// Nothing like it was seen: there is nothing to compare with.
	const generations = candidates > 0 ? candidates + GENERATIONS_BEYOND : 0;
	const keys = Array.from({ length: generations }, (_, generation) =>
		keyOf(fingerprint, generation),
	);
	// An own ID never replaces the fingerprint: what was bought without it is the same order.
	const ids = ownId === undefined ? keys : [...keys, ownId];
	const infos = await book.infos(services, book.candidates(identity, ids));
	const mine = infos.filter((info) => ids.includes(info.alternativeOrderId ?? ''));
	const isOver = (info: OrderInfo) =>
		isClosed(info, now) || lifeLeft(info, now) < request.reuseYoungerThan;
	const over = mine.filter(isOver);
	// A key that was seen is never used again, even if an older one is out of view.
	const newest = Math.max(-1, ...over.map((info) => keys.indexOf(info.alternativeOrderId ?? '')));
	const generation = Math.max(over.length, newest + 1);
	return {
		open: mine.find((info) => !isOver(info)),
		key: ownId ?? keyOf(fingerprint, generation),
		seen: new Set(mine.map(({ id }) => id)),
	};
}

/** One id names one order: what carries it for something else is not adopted. */
async function refuseOtherContent(
	services: Services,
	book: OrderBook,
	{ identity }: OrderRequest,
	ownId: string,
): Promise<void> {
	const like = book.candidates(identity);
	const others = [...book.namesakes(identity), ...book.withId(ownId)];
	const infos = await book.infos(services, [...new Set([...like, ...others])]);
	const other = infos.find(
		(info) =>
			info.alternativeOrderId === ownId &&
			(!like.includes(info.id) || otherContent(info, identity)),
	);
	if (!other) return;
	throw new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.alternativeOrderId.code,
		message: `'Alternative Order ID' ${ownId} belongs to order ${other.id}, which has other content`,
		ids: { orderId: other.id, alternativeOrderId: ownId },
		nextStep: "Give this order an 'Alternative Order ID' of its own, or leave it empty.",
	});
}

/** As far as Order info shows it: key pair, names, kind of product, renewed order. */
function otherContent({ names, raw }: OrderInfo, identity: Identity): boolean {
	const csr = readCsr(asText(asObject(raw.certificate).csr) ?? '');
	const added = names.filter((name) => !isOrdered(name, identity));
	const kind = asText(asObject(raw.product).validation_type);
	const hint = /^ssl (ov|ev)$/.exec(identity.product)?.[1];
	const renewed = asText(raw.renewed_order_id) ?? '';
	return (
		(csr.ok && csr.csr.spkiSha256 !== identity.spki) ||
		added.length > 0 ||
		(hint !== undefined && (kind === 'ov' || kind === 'ev') && kind !== hint) ||
		(/^\d*$/.test(identity.renewedOrder) && renewed !== '' && renewed !== identity.renewedOrder)
	);
}

/** DigiCert adds the base domain or its www name for free (Order SSL, dns_names). */
const isOrdered = (name: string, { names }: Identity): boolean =>
	names.some((own) => own === name || `www.${own}` === name || own === `www.${name}`);
