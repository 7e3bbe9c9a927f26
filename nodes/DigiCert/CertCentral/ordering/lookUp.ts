import type { IDataObject } from 'n8n-workflow';

import { readCsr } from '../../../shared/certificate/csr';
import { nameSet } from '../../../shared/certificate/names';
import { Failure } from '../../../shared/failure';
import { asList, asNumber, asObject, asText } from '../../../shared/values';
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
	open?: IDataObject;
	/** The `alternative_order_id` that a new purchase carries. */
	key: string;
	/** Orders seen under any of this order's keys. */
	seen: Set<number>;
}

const alternativeId = (info: IDataObject): string | undefined => asText(info.alternative_order_id);

const idOf = (info: IDataObject): number => asNumber(info.id) ?? 0;

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
	const mine = infos.filter((info) => ids.includes(alternativeId(info) ?? ''));
	const isOver = (info: IDataObject) =>
		isClosed(info, now) || lifeLeft(info, now) < request.reuseYoungerThan;
	const over = mine.filter(isOver);
	// A key that was seen is never used again, even if an older one is out of view.
	const newest = Math.max(-1, ...over.map((info) => keys.indexOf(alternativeId(info) ?? '')));
	const generation = Math.max(over.length, newest + 1);
	return {
		open: mine.find((info) => !isOver(info)),
		key: ownId ?? keyOf(fingerprint, generation),
		seen: new Set(mine.map(idOf)),
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
			alternativeId(info) === ownId && (!like.includes(idOf(info)) || otherContent(info, identity)),
	);
	if (!other) return;
	throw new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.alternativeOrderId.code,
		message: `'Alternative Order ID' ${ownId} belongs to order ${idOf(other)}, which has other content`,
		ids: { orderId: idOf(other), alternativeOrderId: ownId },
		nextStep: "Give this order an 'Alternative Order ID' of its own, or leave it empty.",
	});
}

/** As far as Order info shows it: key pair, names, kind of product, renewed order. */
function otherContent(info: IDataObject, identity: Identity): boolean {
	const certificate = asObject(info.certificate);
	const csr = readCsr(asText(certificate.csr) ?? '');
	const names = asList(certificate.dns_names).flatMap((name) => asText(name) ?? []);
	const added = nameSet(identity.commonName, names).filter((name) => !isOrdered(name, identity));
	const kind = asText(asObject(info.product).validation_type);
	const hint = /^ssl (ov|ev)$/.exec(identity.product)?.[1];
	const renewed = asText(info.renewed_order_id) ?? '';
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
