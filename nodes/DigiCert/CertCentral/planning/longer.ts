import { publicCap } from '../../../shared/certificate/life';
import type { OrderInfo } from '../../api/orderInfo';
import { isPrivate } from '../../api/products';
import { addDays } from './days';

/**
 * The last day that a reissue of today would have, as far as its order tells: the order's last, or
 * the cap of public certificates, whichever comes first.
 */
export function endOfReissue(
	{ orderValidTill, product = '' }: Pick<OrderInfo, 'orderValidTill' | 'product'>,
	today: string,
): string | undefined {
	if (orderValidTill === undefined || isPrivate(product)) return orderValidTill;
	const capped = addDays(today, publicCap(today) - 1);
	return capped < orderValidTill ? capped : orderValidTill;
}

/** Of an order that ends with its certificate, a reissue brings no day. */
export function isLonger(order: OrderInfo, today: string): boolean {
	const end = endOfReissue(order, today);
	return end === undefined || order.validTill === undefined || end > order.validTill;
}
