import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asFailure, type Failure } from '../../../shared/failure';
import { searchFor } from '../../../shared/once/searchFor';
import { OWN } from '../../../shared/ownCodes';
import { cut, isStop, onAbort, signalOf } from '../../../shared/time/stop';
import type { OrderInfo } from '../../api/orderInfo';
import { orderIdIn } from '../../api/orderInfo';
import { postOrder } from '../../api/orders';
import type { Services } from '../../transport/services';
import type { LookUp } from './lookUp';
import { lookUp } from './lookUp';
import type { OrderBook } from './orderBook';
import type { OrderRequest } from './orderRequest';
import { idTaken, isKeyUsed, unclearOrder } from './refusals';

const DAY_MS = 86_400_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Why finding the outcome takes a while: its answer was lost, or another one buys the same. */
export type WhyAside = 'lost' | 'twin';

/** Places an order at most once (docs/ordering.md#the-way-of-an-order). */
export class Purchase {
	constructor(
		private readonly ctx: IExecuteFunctions,
		private readonly services: Services,
		private readonly book: OrderBook,
		private readonly request: OrderRequest,
		/** Called as soon as the others should not wait for this one. */
		private readonly stepAside: (why: WhyAside) => void,
	) {}

	/** The order, bought or adopted. The same order of another item or execution is awaited. */
	async place(): Promise<IDataObject> {
		if (!this.request.protect) return await this.buyBlindly();
		const { fingerprint } = this.request;
		for (;;) {
			const running = this.book.inFlight.get(fingerprint);
			if (!running) break;
			this.stepAside('twin');
			const twin = await this.orderOf(running);
			if (twin) return { ...twin, reused: true, recovered: false };
		}
		const task = this.buyOnce().finally(() => this.book.inFlight.delete(fingerprint));
		this.book.inFlight.set(fingerprint, task);
		return await task;
	}

	/** What the twin bought; undefined if it did not, so that this one may try. */
	private async orderOf(running: Promise<IDataObject>): Promise<IDataObject | undefined> {
		const bought = running.catch((error: unknown) => {
			const failure = asFailure(error);
			// What is unclear for one is unclear for both: trying again would be a blind repeat. Stop of
			// another execution is no outcome: its key is in doubt, so this one looks before it buys.
			if (failure.class === 'unclear' && !isStop(failure)) throw failure;
			return undefined;
		});
		const abort = onAbort(signalOf(this.ctx));
		return await Promise.race([bought, abort.promise]).finally(abort.done);
	}

	private async buyBlindly(): Promise<IDataObject> {
		try {
			return this.placed(await this.post(this.request.ownId), {});
		} catch (error) {
			const failure = asFailure(error);
			throw failure.class === 'unclear' ? unclearOrder(this.request, this.request.ownId) : failure;
		}
	}

	private async buyOnce(): Promise<IDataObject> {
		await this.book.refresh(this.services, this.backTo());
		let found = await this.look();
		for (let widened = false; ; widened = true) {
			if (found.open) return this.adopted(found.open, { reused: true });
			const order = await this.buyUnderKey(found);
			if (order) return order;
			if (widened) throw unclearOrder(this.request, found.key);
			// The service has this key: an order out of view holds it.
			await this.book.readAllOf(this.services, this.request.identity.commonName);
			const again = await this.look();
			if (!again.open && again.key === found.key) return await this.keyHeldElsewhere(again);
			found = again;
		}
	}

	/** Buys under this key, or finds what was bought under it; undefined if the key is used up. */
	private async buyUnderKey(found: LookUp): Promise<IDataObject | undefined> {
		if (await this.book.notes.add(this.ctx, found.key)) {
			this.stepAside('lost');
			// The note may be older than the look-back: then the order is out of the book.
			await this.book.readAllOf(this.services, this.request.identity.commonName);
			const older = await this.look();
			if (older.key !== found.key) return await this.buyUnderKey(older);
			const earlier = older.open ?? (await this.search(older));
			if (earlier) return this.adopted(earlier, { reused: true });
		}
		try {
			return await this.buy(found.key);
		} catch (error) {
			const failure = asFailure(error);
			if (failure.code === OWN.stopped.code) await this.book.notes.forget(this.ctx, found.key);
			if (failure.code === OWN.cut.code) throw this.knowing(failure, found.key);
			if (isStop(failure)) throw failure;
			if (failure.class === 'unclear') return await this.recover(found);
			await this.book.notes.forget(this.ctx, found.key);
			if (failure.code === OWN.outdated.code) return await this.lookAnew();
			if (isKeyUsed(failure)) return undefined;
			throw failure;
		}
	}

	/** While this one waited for a slot, another process may have bought the same order. */
	private async lookAnew(): Promise<IDataObject | undefined> {
		await this.book.refresh(this.services, this.backTo(), true);
		const again = await this.look();
		return again.open ? this.adopted(again.open, { reused: true }) : await this.buyUnderKey(again);
	}

	/**
	 * Looks for an order whose answer was lost until a look-up that began after `visibleWithin` has
	 * not found it; then sends it once more under the same key.
	 */
	private async recover(lost: LookUp): Promise<IDataObject> {
		try {
			return await this.searchAndRepeat(lost);
		} catch (error) {
			// Stop in the search leaves open what became of the call.
			throw isStop(asFailure(error)) ? this.knowing(cut(), lost.key) : error;
		}
	}

	private async searchAndRepeat(lost: LookUp): Promise<IDataObject> {
		this.stepAside('lost');
		const found = await this.search(lost);
		if (found) return this.adopted(found, { recovered: true });
		if (!this.request.repeatUnclear) throw unclearOrder(this.request, lost.key);
		try {
			return await this.buy(lost.key);
		} catch (error) {
			const failure = asFailure(error);
			if (isStop(failure)) throw failure;
			if (failure.code === OWN.outdated.code) return await this.searchAndRepeat(lost);
			const isOpen = ['unclear', 'wait'].includes(failure.class) || isKeyUsed(failure);
			// A refusal is believed after one more look, everything else after a search.
			const late = isOpen ? await this.search(lost) : await this.lookForKey(lost);
			if (late) return this.adopted(late, { recovered: true });
			if (isOpen || late === null) throw unclearOrder(this.request, lost.key);
			throw failure.knowing({ alternativeOrderId: lost.key });
		}
	}

	/** The key is used, but no order of this name shows it (yet). */
	private async keyHeldElsewhere(found: LookUp): Promise<IDataObject> {
		const { ownId } = this.request;
		const [closed] = found.seen;
		if (ownId !== undefined && closed !== undefined) throw idTaken(ownId, closed);
		this.stepAside('lost');
		const late = await this.search(found);
		if (late) return this.adopted(late, { reused: true });
		throw ownId === undefined ? unclearOrder(this.request, found.key) : idTaken(ownId);
	}

	private async search(lost: LookUp): Promise<OrderInfo | undefined> {
		const found = await searchFor(async () => await this.lookForKey(lost), {
			firstPauseMs: FIRST_PAUSE_MS,
			longestPauseMs: LONGEST_PAUSE_MS,
			withinMs: this.request.visibleWithin * 1000,
			signal: signalOf(this.ctx),
		});
		if (found === null) throw unclearOrder(this.request, lost.key);
		return found;
	}

	/** An order with this key that was not there before, open or not; null if nobody can tell. */
	private async lookForKey(lost: LookUp): Promise<OrderInfo | undefined | null> {
		try {
			await this.book.refresh(this.services, this.backTo(), true);
			const candidates = this.book.candidates(this.request.identity, [lost.key]);
			const infos = await this.book.infos(this.services, candidates);
			return infos.find(
				({ id, alternativeOrderId }) => alternativeOrderId === lost.key && !lost.seen.has(id),
			);
		} catch (error) {
			const failure = asFailure(error);
			if (isStop(failure)) throw failure;
			return null;
		}
	}

	private async buy(key: string): Promise<IDataObject> {
		const answer = await this.post(key, this.book.freshFor());
		this.book.add(orderIdIn(answer) ?? 0, this.request.identity, key);
		this.book.notes.placed(key);
		return this.placed(answer, { alternative_order_id: key });
	}

	/** The paid call. Sent once; every outcome that does not prove a refusal is unclear. */
	private async post(key: string | undefined, holdsFor?: number): Promise<IDataObject> {
		const answer = await postOrder(this.services, this.request.product, {
			body:
				key === undefined ? this.request.body : { ...this.request.body, alternative_order_id: key },
			holdsFor,
		});
		if (orderIdIn(answer) === undefined || answer.errors !== undefined)
			throw unclearOrder(this.request, key);
		return answer;
	}

	/** By this an order whose call was cut is found again. */
	private knowing(failure: Failure, key: string): Failure {
		const { commonName } = this.request.identity;
		return failure.knowing({ commonName, alternativeOrderId: key });
	}

	private async look(): Promise<LookUp> {
		return await lookUp(this.services, this.book, this.request, Date.now());
	}

	private backTo(): number {
		return Date.now() - this.request.lookBackDays * DAY_MS;
	}

	private placed(answer: IDataObject, more: IDataObject): IDataObject {
		const { hint } = this.request;
		const flags = { reused: false, recovered: false, ...more };
		return { ...answer, orderId: answer.id, ...flags, ...(hint ? { hint } : {}) };
	}

	private adopted(info: OrderInfo, flag: { reused?: true; recovered?: true }): IDataObject {
		const { id, certificateId, alternativeOrderId: key = '', requests, raw } = info;
		this.book.add(id, this.request.identity, key);
		this.book.notes.placed(key);
		const { status, organization } = raw;
		return this.placed(
			{ id, status, requests, ...(organization ? { organization } : {}) },
			{
				...(certificateId ? { certificate_id: certificateId } : {}),
				alternative_order_id: key,
				...flag,
			},
		);
	}
}
