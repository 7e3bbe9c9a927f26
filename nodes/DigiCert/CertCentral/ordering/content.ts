import { spkiShown } from '../../../shared/certificate/csr';
import { asObject, asText } from '../../../shared/values';
import type { OrderInfo } from '../../api/orderInfo';
import { orderedWith } from '../../api/orders';
import type { Identity } from './fingerprint';

/** What Order info shows of what was ordered, beside names, product and organization. */
export interface Content {
	/** SHA-256 of the public key of its CSR. */
	spki?: string;
	/** Of the certificates that reissues have replaced; undefined where nobody has asked. */
	earlier?: string[];
	/** `ov`, `ev` …, whatever the product is called. */
	kind?: string;
}

export function contentOf({ raw }: OrderInfo): Content {
	return {
		spki: spkiShown(asText(asObject(raw.certificate).csr) ?? ''),
		kind: asText(asObject(raw.product).validation_type),
	};
}

/** Of its certificate now, or of one before. */
export const hasKey = ({ spki, earlier = [] }: Content, wanted: string): boolean =>
	spki === wanted || earlier.includes(wanted);

/**
 * As far as it shows: another key pair, other names or kind of product. `renewed_order_id` is the
 * order by which it was renewed; which one it renews, no answer tells.
 */
export function isOther(names: string[], content: Content, identity: Identity): boolean {
	const { spki, kind = '' } = content;
	const isOrdered = orderedWith(identity.names);
	const hint = /^ssl (ov|ev)$/.exec(identity.product)?.[1];
	return (
		(spki !== undefined && !hasKey(content, identity.spki)) ||
		names.some((name) => !isOrdered(name)) ||
		(hint !== undefined && (kind === 'ov' || kind === 'ev') && kind !== hint)
	);
}
