import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import { searchFor } from '../../../shared/once/searchFor';
import { cut, isStop, signalOf } from '../../../shared/time/stop';
import { buyUnderKey } from './buyUnderKey';
import type { Found } from './items';
import { adoptedItem } from './items';
import type { KnownOrder } from './knownOrder';
import type { LookUp } from './lookUp';
import { sameByContent, tellKeys } from './lookUp';
import type { OrderRequest } from './orderRequest';
import { stoppedAt, unclearOrder } from './refusals';
import type { Round } from './round';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

type Looked = { is: 'found'; order: KnownOrder } | { is: 'absent' } | { is: 'unknown' };

/**
 * Looks for an order whose answer was lost until a look-up that began after `visibleWithin` has
 * not found it; then sends it once more under the same key.
 */
export async function recover(
	round: Round,
	request: OrderRequest,
	lost: LookUp,
	ids: IDataObject,
): Promise<IDataObject> {
	// Of the answers so far: whatever comes, they are told.
	const named = { ...ids };
	try {
		return await searchAndRepeat(round, request, lost, named);
	} catch (error) {
		const failure = asFailure(error);
		// Stop in the search leaves open what became of the call.
		const told = isStop(failure) ? stoppedAt(cut(), request, lost.key) : failure;
		throw told.knowing(named);
	}
}

async function searchAndRepeat(
	round: Round,
	request: OrderRequest,
	lost: LookUp,
	named: IDataObject,
): Promise<IDataObject> {
	for (let looks = 1; ; looks++) {
		const found = await search(round, request, lost);
		if (found) return await adopted(round, request, found, 'recovered');
		// An answer that names an order was no refusal: another one would be the second.
		if (!request.repeatUnclear || named.orderId !== undefined) {
			throw unclearOrder(request, lost.key);
		}
		const again = await buyUnderKey(round, request, lost.key, looks);
		if (again.is === 'order') return again.item;
		if (again.is === 'tooLate') continue;
		if (again.is === 'stopped') throw again.failure;
		if (again.is === 'refused' && again.failure.class !== 'wait') {
			// A refusal is believed after one more look.
			const late = await lookForKey(round, request, lost);
			if (late.is === 'found') return await adopted(round, request, late.order, 'recovered');
			if (late.is === 'unknown') throw unclearOrder(request, lost.key);
			await round.purchases.refused(round.ctx, lost.key, request.visibleWithin * 1000);
			throw again.failure.knowing({ alternativeOrderId: lost.key });
		}
		if (again.is === 'lost') Object.assign(named, again.ids);
		const late = await search(round, request, lost);
		if (late) return await adopted(round, request, late, 'recovered');
		throw unclearOrder(request, lost.key, 'failure' in again ? again.failure : undefined);
	}
}

/** An order with this key that was not there before, open or not; undefined if there is none. */
export async function search(
	round: Round,
	request: OrderRequest,
	lost: LookUp,
	withinMs = request.visibleWithin * 1000,
): Promise<KnownOrder | undefined> {
	const look = async () => {
		const looked = await lookForKey(round, request, lost);
		return looked.is === 'found' ? looked.order : looked.is === 'absent' ? undefined : null;
	};
	const found = await searchFor(look, {
		firstPauseMs: FIRST_PAUSE_MS,
		longestPauseMs: LONGEST_PAUSE_MS,
		withinMs,
		signal: signalOf(round.ctx),
	});
	if (found === null) throw unclearOrder(request, lost.key);
	return found;
}

async function lookForKey(round: Round, request: OrderRequest, lost: LookUp): Promise<Looked> {
	try {
		await round.refresh(request, performance.now());
		await tellKeys(round, request.identity);
		const order = [...round.book.withKey(lost.key), ...sameByContent(round, request.identity)].find(
			({ id }) => !lost.seen.has(id),
		);
		return order ? { is: 'found', order } : { is: 'absent' };
	} catch (error) {
		const failure = asFailure(error);
		if (isStop(failure)) throw failure;
		return { is: 'unknown' };
	}
}

/** The order is known now, so that its key is in doubt no more. */
export async function adopted(
	{ ctx, purchases }: Round,
	request: OrderRequest,
	order: KnownOrder,
	found: Found,
): Promise<IDataObject> {
	if (order.key) await purchases.notes.placed(ctx, order.key, request.visibleWithin * 1000);
	return adoptedItem(order, found, request);
}
