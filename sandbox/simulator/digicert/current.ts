import type { Certificate, Order } from './model';

/** The one that was ordered. */
export const primaryOf = ({ certificates }: Order): Certificate => {
	const primary = certificates.find(({ kind }) => kind === 'primary');
	if (!primary) throw new Error('An order without a certificate');
	return primary;
};

/** What order info and lists show: the newest that was issued, be it revoked since. */
export const currentOf = (order: Order): Certificate =>
	order.certificates
		.filter(({ kind, issuedAt }) => kind !== 'duplicate' && issuedAt !== undefined)
		.pop() ?? primaryOf(order);
