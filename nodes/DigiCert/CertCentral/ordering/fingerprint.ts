import { hash } from 'node:crypto';

/** What makes two orders the same order (docs/ordering.md#the-key). */
export interface Identity {
	commonName: string;
	/** All names, ASCII, sorted (nameSet). */
	names: string[];
	/** `ssl` with its type hint, or the product identifier. */
	product: string;
	/** SHA-256 of the public key of the CSR, hex. */
	spki: string;
	/** Organization id, or the details of a new one. */
	organization: string;
	/** Type with years or days; a date is only "custom", since it moves from day to day. */
	validity: string;
	renewedOrder: string;
}

export const fingerprintOf = (identity: Identity): string =>
	hash(
		'sha256',
		JSON.stringify([
			identity.commonName,
			identity.names,
			identity.product,
			identity.spki,
			identity.organization,
			identity.validity,
			identity.renewedOrder,
		]),
	);

/** The `alternative_order_id` of a fingerprint's n-th purchase: 64 hex digits. */
export const keyOf = (fingerprint: string, generation: number): string =>
	hash('sha256', `${fingerprint} ${generation}`);
