import { Failure } from '../../../shared/failure';
import type { Id } from '../../../shared/values';
import { isClosed, isWorn, lifeLeft } from '../../api/orderStatus';
import { DIGICERT_OWN } from '../../transport/ownCodes';
import { contentOf, hasKey, isOther } from './content';
import { earlierKeys, tellEarlierKeys } from './earlierKeys';
import type { Identity } from './fingerprint';
import { keyOf } from './fingerprint';
import type { KnownOrder } from './knownOrder';
import { couldBe, isYoung } from './knownOrder';
import type { OrderRequest } from './orderRequest';
import { notTellable } from './refusals';
import type { Round } from './round';
import { throwIfNeeded } from './round';

/** Generations searched beyond the number of namesakes: earlier ones may be out of view. */
const GENERATIONS_BEYOND = 16;

export interface LookUp {
	/** An order that is this one and still good: to be adopted. */
	open?: KnownOrder;
	/** The `alternative_order_id` that a new purchase carries. */
	key: string;
	/** Orders seen under any of this order's keys. */
	seen: Set<Id>;
}

/** Finds what was bought for this request before, and the key for buying it (again). */
export async function lookUp(round: Round, request: OrderRequest): Promise<LookUp> {
	const { book } = round;
	const { identity, fingerprint, ownId } = request;
	await tellKeys(round, identity);
	if (ownId !== undefined) await refuseOtherContent(round, request, ownId);
	const generations = book.namesakes(identity).length + GENERATIONS_BEYOND;
	const keys = Array.from({ length: generations }, (_, generation) =>
		keyOf(fingerprint, generation),
	);
	// An own ID never replaces the fingerprint: what was bought without it is the same order.
	const ids = ownId === undefined ? keys : [...keys, ownId];
	// Whatever else of an order has changed since, by its key it is known again.
	const found = [...ids.flatMap((id) => book.withKey(id)), ...sameByContent(round, identity)];
	const confirmed = await Promise.all(
		found.map(async (order) => await confirm(round, request, order)),
	);
	const mine = confirmed.flatMap((order) => order ?? []);
	const over = mine.filter((order) => isOver(order, request));
	// A key that was seen is never used again, even if an older one is out of view.
	const newest = Math.max(-1, ...over.map(({ key }) => keys.indexOf(key ?? '')));
	const generation = Math.max(over.length, newest + 1);
	return {
		open: mine.find((order) => !isOver(order, request)),
		key: ownId ?? keys[generation] ?? keyOf(fingerprint, generation),
		seen: new Set(mine.map(({ id }) => id)),
	};
}

/** Asks for the keys of all orders that could be this one, as far as the list does not show them. */
export async function tellKeys(round: Round, identity: Identity): Promise<void> {
	const { book, services, since } = round;
	const namesakes = book.namesakes(identity);
	const open = namesakes.filter((order) => book.isKeyOpen(order, since));
	await Promise.all(open.map(async (order) => await book.ask(services, order)));
	for (const order of book.namesakes(identity)) {
		if (typeof order.key !== 'string' && couldBe(order, identity)) throwIfNeeded(order);
		const isUnknown = showsNoKey(order, identity) && order.content?.spki === undefined;
		if (isUnknown && isYoung(order)) throw notTellable(order.id);
	}
	await tellEarlierKeys(round, identity);
}

/**
 * The same order by all that it shows, where it shows no key: bought by hand, or by a process whose
 * key the service does not repeat.
 */
export const sameByContent = ({ book }: Round, identity: Identity): KnownOrder[] =>
	book
		.namesakes(identity)
		.filter((order) => showsNoKey(order, identity) && hasKey(order.content ?? {}, identity.spki));

/** It could be this one for all that is known; the order that is to be renewed is none of these. */
const showsNoKey = (order: KnownOrder, identity: Identity): boolean =>
	order.key === null &&
	String(order.id) !== identity.renewedOrder &&
	couldBe(order, identity) &&
	!isOther(order.names, order.content ?? {}, identity);

const isOver = (order: KnownOrder, { buyAgainWithin, reuseYoungerThan }: OrderRequest): boolean =>
	isClosed(order, Date.now()) ||
	(reuseYoungerThan === undefined
		? isWorn(order, buyAgainWithin, Date.now())
		: lifeLeft(order, Date.now()) < reuseYoungerThan);

/** The list may lag: that an order is over, so that it is bought anew, is believed of Order info. */
async function confirm(round: Round, request: OrderRequest, known: KnownOrder) {
	const order = await round.confirm(known);
	return order && isOver(order, request) ? await round.confirm(order, true) : order;
}

/** One id names one order: what carries it for something else is not adopted. */
async function refuseOtherContent(
	{ book, services }: Round,
	{ identity }: OrderRequest,
	ownId: string,
): Promise<void> {
	for (const order of book.withKey(ownId)) {
		const isLike = order.commonName === identity.commonName && couldBe(order, identity);
		const info = isLike ? await book.ask(services, order) : undefined;
		if (isLike && (!info || !isOther(info.names, contentOf(info), identity))) continue;
		const earlier = info ? await earlierKeys(services, order.id) : [];
		if (info && !isOther(info.names, { ...contentOf(info), earlier }, identity)) continue;
		throw new Failure({
			class: 'fixRequest',
			code: DIGICERT_OWN.alternativeOrderId.code,
			message: `'Alternative Order ID' ${ownId} belongs to order ${order.id}, which has other content`,
			ids: { orderId: order.id, alternativeOrderId: ownId },
			nextStep: "Give this order an 'Alternative Order ID' of its own, or leave it empty.",
		});
	}
}
