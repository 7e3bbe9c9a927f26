import { asFailure } from '../../../shared/failure';
import type { Id } from '../../../shared/values';
import { certificateIn, listReplacements, spkiOf } from '../../api/orderCertificates';
import type { Services } from '../../transport/services';
import { isOther } from './content';
import type { Identity } from './fingerprint';
import type { KnownOrder } from './knownOrder';
import { couldBe } from './knownOrder';
import { isHidden, isNotFound } from './refusals';
import type { Round } from './round';

/**
 * A reissue puts another key in the place of the one that was ordered, and DigiCert shows the newest
 * only. Where an order carries no key of this package, it is known again by those of its earlier
 * certificates, too: they are asked for once.
 */
export async function tellEarlierKeys(
	{ book, services }: Round,
	identity: Identity,
): Promise<void> {
	const unknown = book.namesakes(identity).filter((order) => differsByKey(order, identity));
	await Promise.all(
		unknown.map(async ({ id, content }) => {
			const earlier = await earlierKeys(services, id);
			const now = book.get(id);
			if (now?.content && now.content.spki === content?.spki) {
				book.enter({ ...now, content: { ...now.content, earlier } });
			}
		}),
	);
}

/** All else that it shows is the same, and nobody has looked at its earlier keys yet. */
function differsByKey(order: KnownOrder, identity: Identity): boolean {
	const { key, names, content = {} } = order;
	const { spki, earlier, ...others } = content;
	return (
		key === null &&
		couldBe(order, identity) &&
		spki !== undefined &&
		spki !== identity.spki &&
		earlier === undefined &&
		!isOther(names, others, identity)
	);
}

/** SHA-256 of the public keys, as far as the list of reissues shows their CSRs. */
export async function earlierKeys(services: Services, orderId: Id): Promise<string[]> {
	try {
		const rows = await listReplacements(services, orderId, 'reissue');
		return rows.flatMap((row) => spkiOf(certificateIn(row, 'reissue')) ?? []);
	} catch (error) {
		const failure = asFailure(error);
		if (isHidden(failure) || isNotFound(failure)) return [];
		throw failure;
	}
}
