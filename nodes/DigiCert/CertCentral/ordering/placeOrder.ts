import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../../shared/failure';
import { asFailure } from '../../../shared/failure';
import { OWN } from '../../../shared/ownCodes';
import { isStop, onAbort, signalOf } from '../../../shared/time/stop';
import { buyUnderKey, post } from './buyUnderKey';
import { boughtItem } from './items';
import type { LookUp } from './lookUp';
import { lookUp } from './lookUp';
import type { OrderRequest } from './orderRequest';
import { adopted, recover, search } from './recover';
import { idTaken, limitedBlindly, unclearOrder } from './refusals';
import { FRESH_MS } from './orderBook';
import type { Round } from './round';

/** Why finding the outcome takes a while: its answer was lost, or another one buys the same. */
export type WhyAside = 'lost' | 'twin';

/** One order of a run. `stepAside` is called as soon as the others should not wait for it. */
export interface Purchase {
	round: Round;
	request: OrderRequest;
	stepAside(why: WhyAside): void;
}

/**
 * Places an order at most once (docs/ordering.md#the-way-of-an-order). The same order of another
 * item or execution is awaited.
 */
export async function placeOrder(purchase: Purchase): Promise<IDataObject> {
	const { round, request, stepAside } = purchase;
	if (!request.protect) return await buyBlindly(purchase);
	const { inFlight } = round.purchases;
	const { fingerprint } = request;
	for (let twin = inFlight.get(fingerprint); twin; twin = inFlight.get(fingerprint)) {
		stepAside('twin');
		const outcome = await outcomeOf(round, twin);
		if (outcome.is === 'bought') return { ...outcome.item, reused: true, recovered: false };
	}
	const task = buyOnce(purchase).finally(() => inFlight.delete(fingerprint));
	inFlight.set(fingerprint, task);
	return await task;
}

type TwinOutcome = { is: 'bought'; item: IDataObject } | { is: 'free' };

/** What the twin came to; where it bought nothing, this one may try. */
async function outcomeOf({ ctx }: Round, twin: Promise<IDataObject>): Promise<TwinOutcome> {
	const outcome = twin.then(
		(item) => ({ is: 'bought', item }) as const,
		(error: unknown) => {
			const failure = asFailure(error);
			// What is unclear for one is unclear for both: trying again would be a blind repeat. Stop of
			// another execution is no outcome: its key is in doubt, so this one looks before it buys.
			if (failure.class === 'unclear' && !isStop(failure)) throw failure;
			return { is: 'free' } as const;
		},
	);
	const abort = onAbort(signalOf(ctx));
	return await Promise.race([outcome, abort.promise]).finally(abort.done);
}

async function buyBlindly({ round, request }: Purchase): Promise<IDataObject> {
	const { ownId } = request;
	try {
		return boughtItem(await post(round.services, request, ownId), request, undefined);
	} catch (error) {
		const failure = asFailure(error);
		if (failure.class === 'unclear') throw unclearOrder(request, ownId).knowing(failure.ids);
		throw failure.code === OWN.tooManyRequests.code ? limitedBlindly(failure) : failure;
	}
}

async function buyOnce(purchase: Purchase): Promise<IDataObject> {
	const { round, request, stepAside } = purchase;
	const { purchases } = round;
	const { notes } = purchases;
	await round.refresh(request);
	await round.takeBackNotes();
	let looked = await lookUp(round, request);
	const searched = new Set<string>();
	let widened = false;
	for (let looks = 1; ; ) {
		if (looked.open) return await adopted(round, request, looked.open, 'reused');
		const { key } = looked;
		const isEarlier = (await notes.add(round.ctx, key)) === 'earlier';
		// A note that another process made may have gone since the list was read, which shows its order.
		if (!isEarlier && !round.book.isFresh()) {
			await round.refresh(request);
			looked = await lookUp(round, request);
			if (looked.open || looked.key !== key) {
				await notes.unsent(round.ctx, key);
				continue;
			}
		}
		const visibleWithinMs = request.visibleWithin * 1000;
		const showsInMs = isEarlier
			? visibleWithinMs + FRESH_MS
			: purchases.showsInMs(key, visibleWithinMs);
		if (showsInMs > 0 && !searched.has(key)) {
			searched.add(key);
			stepAside('lost');
			// Who noted it may have sent it only when its look-up was as old as one may be.
			// The note may be older than the look-back: then the order is out of the book.
			if (isEarlier) looked = await lookAtAllOf(purchase);
			if (looked.open || looked.key !== key) continue;
			const found = await search(round, request, looked, showsInMs);
			if (found) return await adopted(round, request, found, 'reused');
		}
		const bought = await buyUnderKey(round, request, key, looks);
		if (bought.is === 'order') return bought.item;
		if (bought.is === 'lost') {
			stepAside('lost');
			return await recover(round, request, looked, bought.ids);
		}
		if (bought.is === 'refused') {
			await purchases.refused(round.ctx, key, visibleWithinMs);
			throw bought.failure;
		}
		await notes.unsent(round.ctx, key);
		switch (bought.is) {
			case 'stopped':
				throw bought.failure;
			case 'tooLate':
				// While this one waited for a slot, another process may have bought the same order.
				await round.refresh(request, performance.now());
				looked = await lookUp(round, request);
				looks++;
				break;
			case 'keyUsed': {
				if (widened) throw unclearOrder(request, key, bought.failure);
				widened = true;
				looked = await lookAtAllOf(purchase);
				if (!looked.open && looked.key === key) {
					return await keyHeldElsewhere(purchase, looked, bought.failure);
				}
			}
		}
	}
}

/** Every order of the common name, however old: one out of view may hold the key. */
async function lookAtAllOf({ round, request }: Purchase): Promise<LookUp> {
	await round.book.readAllOf(round.services, request.identity.commonName);
	return await lookUp(round, request);
}

/** The key is used, but no order of this name shows it (yet). */
async function keyHeldElsewhere(
	purchase: Purchase,
	looked: LookUp,
	refusal: Failure,
): Promise<IDataObject> {
	const { round, request, stepAside } = purchase;
	const { ownId } = request;
	const [closed] = looked.seen;
	if (ownId !== undefined && closed !== undefined) throw idTaken(ownId, closed);
	stepAside('lost');
	const late = await search(round, request, looked);
	if (late) return await adopted(round, request, late, 'reused');
	throw ownId === undefined ? unclearOrder(request, looked.key, refusal) : idTaken(ownId);
}
