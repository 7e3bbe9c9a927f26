import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asFailure, Failure } from '../../../shared/failure';
import { onAbort, pause, signalOf } from '../../../shared/pause';
import { asNumber, asObject } from '../../../shared/values';
import type { Services } from '../../transport/services';
import { segment } from '../../transport/services';
import { fingerprintOf } from './fingerprint';
import type { LookUp } from './lookUp';
import { lookUp } from './lookUp';
import { forgetKey, noteKey } from './notes';
import type { OrderBook } from './orderBook';
import type { OrderRequest } from './orderRequest';

const DAY_MS = 86_400_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Places an order at most once, as design section 3 says. */
export class Purchase {
	constructor(
		private readonly ctx: IExecuteFunctions,
		private readonly services: Services,
		private readonly book: OrderBook,
		private readonly request: OrderRequest,
		/** Called when the outcome became unclear and finding it will take a while. */
		private readonly setAside: () => void,
	) {}

	/** The order, bought or adopted. The same order of another item or execution is awaited. */
	async place(): Promise<IDataObject> {
		if (!this.request.protect) return this.placed(await this.post(this.request.ownId), {});
		const fingerprint = fingerprintOf(this.request.identity);
		for (;;) {
			const running = this.book.inFlight.get(fingerprint);
			if (!running) break;
			const abort = onAbort(signalOf(this.ctx));
			const twin = await Promise.race([running.catch(() => undefined), abort.promise]);
			abort.done();
			if (twin) return { ...twin, reused: true, recovered: false };
		}
		const task = this.buyOnce().finally(() => this.book.inFlight.delete(fingerprint));
		this.book.inFlight.set(fingerprint, task);
		return await task;
	}

	private async buyOnce(): Promise<IDataObject> {
		await this.book.refresh(this.services, this.backTo());
		let found = await this.look();
		for (let widened = false; ; widened = true) {
			if (found.open) return this.adopted(found.open, { reused: true });
			if (await noteKey(this.ctx, found.key)) return await this.recover(found, false);
			try {
				return await this.buy(found.key);
			} catch (error) {
				const failure = asFailure(error);
				if (failure.class === 'unclear') return await this.recover(found, true);
				if (!isKeyUsed(failure)) await forgetKey(this.ctx, found.key);
				if (!isKeyUsed(failure) || widened) throw asFailure(error);
				await this.book.readAllOf(this.services, this.request.identity.commonName);
				const again = await this.look();
				// Held by an order that cannot be seen yet: it is this one, placed a moment ago.
				if (!again.open && again.key === found.key) return await this.recover(again, false);
				found = again;
			}
		}
	}

	/**
	 * Looks for an order that may have been placed under this key, with growing pauses, until a
	 * look-up that began after `visibleWithin` has not found it; then sends it once more.
	 */
	private async recover(lost: LookUp, sent: boolean): Promise<IDataObject> {
		this.setAside();
		for (let repeats = 0; ; repeats++) {
			const found = await this.search(lost);
			if (found) return this.adopted(found, sent ? { recovered: true } : { reused: true });
			if (repeats > 0 || !this.request.repeatUnclear) throw this.unclear(lost.key);
			try {
				return await this.buy(lost.key);
			} catch (error) {
				const failure = asFailure(error);
				if (failure.class === 'unclear' || isKeyUsed(failure)) continue;
				// A refusal is believed only after one more look.
				const late = await this.glance(lost);
				if (late) return this.adopted(late, { recovered: true });
				throw failure.knowing({ alternativeOrderId: lost.key });
			}
		}
	}

	private async search(lost: LookUp): Promise<IDataObject | undefined> {
		const deadline = performance.now() + this.request.visibleWithin * 1000;
		for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
			const began = performance.now();
			const found = await this.glance(lost);
			if (found || began >= deadline) return found;
			const left = Math.max(deadline - performance.now(), 0);
			await pause(Math.min(wait, left), signalOf(this.ctx));
		}
	}

	/** An order with this key that was not there before, open or not. */
	private async glance(lost: LookUp): Promise<IDataObject | undefined> {
		await this.book.refresh(this.services, this.backTo(), true);
		const infos = await this.book.infos(this.services, this.request.identity);
		return infos.find(
			(info) => info.alternative_order_id === lost.key && !lost.seen.has(asNumber(info.id) ?? 0),
		);
	}

	private async buy(key: string): Promise<IDataObject> {
		const answer = await this.post(key);
		this.book.add(asNumber(answer.id) ?? 0, this.request.identity, key);
		return this.placed(answer, { alternative_order_id: key });
	}

	/** The paid call. Sent once; every outcome that does not prove a refusal is unclear. */
	private async post(key: string | undefined): Promise<IDataObject> {
		const answer = await this.services.json({
			method: 'POST',
			path: `/order/certificate/${segment(this.request.product)}`,
			body:
				key === undefined ? this.request.body : { ...this.request.body, alternative_order_id: key },
		});
		if (asNumber(answer.id) === undefined) throw this.unclear(key);
		return answer;
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

	private adopted(info: IDataObject, flag: { reused?: true; recovered?: true }): IDataObject {
		const { id, status, requests, alternative_order_id, certificate, organization } = info;
		this.book.add(asNumber(id) ?? 0, this.request.identity, String(alternative_order_id));
		const certificateId = asObject(certificate).id;
		return this.placed(
			{ id, status, requests: requests ?? [], ...(organization ? { organization } : {}) },
			{
				...(certificateId ? { certificate_id: certificateId } : {}),
				alternative_order_id,
				...flag,
			},
		);
	}

	private unclear(key: string | undefined): Failure {
		const name = this.request.identity.commonName;
		const known = key === undefined ? '' : `; look for alternative_order_id ${key} in CertCentral`;
		return new Failure({
			class: 'unclear',
			code: 'unclear',
			message: `It is not known whether the order for ${name} was placed${known}`,
			ids: { commonName: name, ...(key === undefined ? {} : { alternativeOrderId: key }) },
			...(this.request.protect
				? {}
				: {
						retryable: false,
						nextStep: 'Look for the order in CertCentral before you run this again.',
					}),
		});
	}
}

/** The account requires unique alternative order IDs and has this one (code not published). */
const isKeyUsed = ({ code = '', message }: Failure): boolean =>
	/alternative[_ ]order[_ ]id/i.test(`${code} ${message}`);
