import { createHash } from 'node:crypto';

import { publicCap } from '../../../shared/certificate/life';
import type { OrderInfo } from '../../api/orderInfo';
import { isPrivate } from '../../api/products';
import { addDays, daysBetween } from './days';

/** When the next certificate of an order is due, and whether its order still gives one. */
export interface Due {
	by: 'reissue' | 'renew';
	/** Day from which the order is to be taken up; spread, so that not all fall on one. */
	on: string;
	/** Last day of the certificate, or of the order where that ends with it. */
	until: string;
	/** So near its end that it comes before all others. */
	isUrgent: boolean;
}

/** A paid renewal earlier than so may lose days that are paid for. */
const RENEW_DAYS = 30;

/** At least so much time is left when the window opens, however well the rest would fit. */
const LEAST_DAYS = 21;

const LEAST_URGENT_DAYS = 2;

export function dueOf(order: OrderInfo, today: string): Due | undefined {
	const { validFrom, validTill: until, orderValidTill, created } = order;
	if (validFrom === undefined || until === undefined) return undefined;
	const life = daysBetween(validFrom, until);
	const isUrgent = daysBetween(today, until) < Math.max(LEAST_URGENT_DAYS, life / 20);
	if (orderValidTill === undefined || orderValidTill > until) {
		return {
			by: 'reissue',
			on: spread(order, reissueFrom(order, life, until), until),
			until,
			isUrgent,
		};
	}
	const began = created === undefined ? validFrom : new Date(created).toISOString().slice(0, 10);
	const lead = Math.min(RENEW_DAYS, daysBetween(began, orderValidTill) / 3);
	return { by: 'renew', on: spread(order, addDays(until, -lead), until), until, isUrgent };
}

/**
 * In its last third; later where the certificate that comes can then be the last of its order, as
 * long as that leaves time enough.
 */
function reissueFrom({ orderValidTill, product }: OrderInfo, life: number, until: string): string {
	const third = addDays(until, -life / 3);
	if (orderValidTill === undefined || isPrivate(product)) return third;
	const last = addDays(orderValidTill, 1 - publicCap(third));
	// A shorter cap may begin in between.
	const isLast = addDays(last, publicCap(last) - 1) >= orderValidTill;
	return isLast && last > third && daysBetween(last, until) >= LEAST_DAYS ? last : third;
}

/** A day of the window's first third, always the same one for a certificate. */
function spread({ certificateId, id }: OrderInfo, from: string, until: string): string {
	const hash = createHash('sha256')
		.update(String(certificateId ?? id))
		.digest();
	return addDays(from, ((hash.readUInt32BE(0) / 2 ** 32) * daysBetween(from, until)) / 3);
}
