import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../../shared/failure';
import { asFailure } from '../../../shared/failure';
import { needsLook } from '../../../shared/once/needsLook';
import { OWN } from '../../../shared/ownCodes';
import { isStop } from '../../../shared/time/stop';
import { orderIdIn } from '../../api/orderInfo';
import { postOrder } from '../../api/orders';
import { contradicts } from '../../api/toldAbout';
import { boughtItem } from './items';
import { asPlaced } from './knownOrder';
import type { OrderRequest } from './orderRequest';
import { isKeyUsed, stoppedAt, unclearOrder } from './refusals';
import type { Round } from './round';

/** What became of the paid call. */
export type Bought =
	| { is: 'order'; item: IDataObject }
	/** The look-up before it no longer holds: its slot came late, or the limit refused the call. */
	| { is: 'tooLate' }
	/** Nothing was sent. */
	| { is: 'stopped'; failure: Failure }
	/** The service has this key already. */
	| { is: 'keyUsed'; failure: Failure }
	/** Nobody knows; an order that the answer names all the same is among the ids. */
	| { is: 'lost'; ids: IDataObject }
	/** Nothing was bought, as far as the answer says. */
	| { is: 'refused'; failure: Failure };

/** Where every wait is longer than a look-up holds, the last of so many has to do. */
const MOST_LOOKS = 3;

/** Sends the order once, under a key that was noted before and after so many look-ups. */
export async function buyUnderKey(
	{ services, book, purchases, ctx }: Round,
	request: OrderRequest,
	key: string,
	looks: number,
): Promise<Bought> {
	const { identity, visibleWithin } = request;
	try {
		const holdsFor = looks < MOST_LOOKS ? book.freshFor() : undefined;
		const began = performance.now();
		const answer = await post(services, request, key, holdsFor);
		const known = book.get(orderIdIn(answer) ?? 0);
		// One of another key, or that was there before, was not made by this call: what was is not told.
		if (known && known.key !== key && (known.key || known.toldAt < began)) {
			throw unclearOrder(request, key);
		}
		purchases.enter(asPlaced(answer, identity, key));
		await purchases.notes.placed(ctx, key, visibleWithin * 1000);
		return { is: 'order', item: boughtItem(answer, request, key) };
	} catch (error) {
		const failure = asFailure(error);
		if (needsLook(failure, looks)) return { is: 'tooLate' };
		if (failure.code === OWN.stopped.code) return { is: 'stopped', failure };
		if (isStop(failure)) throw stoppedAt(failure, request, key);
		// Whatever the answer says: a list that is older than the call proves nothing any more.
		purchases.doubt(identity.commonName);
		if (failure.class === 'unclear') return { is: 'lost', ids: failure.ids };
		return { is: isKeyUsed(failure) ? 'keyUsed' : 'refused', failure };
	}
}

/** The paid call. Every outcome that does not prove a refusal is unclear. */
export async function post(
	services: Round['services'],
	request: OrderRequest,
	key: string | undefined,
	holdsFor?: number,
): Promise<IDataObject> {
	const answer = await postOrder(services, request.product, {
		body: key === undefined ? request.body : { ...request.body, alternative_order_id: key },
		holdsFor,
	});
	const orderId = orderIdIn(answer);
	if (orderId === undefined) throw unclearOrder(request, key);
	if (contradicts(answer)) throw unclearOrder(request, key).knowing({ orderId });
	return answer;
}
