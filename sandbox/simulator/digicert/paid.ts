import type { Paid } from '../invariants/evidence';
import { hostThing, orderThing, replacementThing } from '../invariants/paidCalls';
import { progressOf } from './automation/life';
import type { DigiCertBooks } from './books';
import { DAY } from './dates';
import type { Automation, Certificate, Order } from './model';
import { primaryOf } from './orderLife';
import { namesOf } from './reissue';

const CLOSED = ['rejected', 'denied', 'canceled', 'revoked'];

/** Default of Reuse If Life Left: an order with a smaller share of its life left is worn. */
const GOOD_SHARE = 2 / 3;

function wornAt({ validFrom, validTill: end }: Certificate): number {
	return validFrom === undefined || end === undefined
		? Infinity
		: end - (end - validFrom) * GOOD_SHARE;
}

/** When an order became closed or worn; Infinity while it is good. */
function orderOverAt({ history, validTill, ...order }: Order): number {
	const closed = history.find(({ status }) => CLOSED.includes(status))?.at;
	const certificate = primaryOf({ history, validTill, ...order });
	return Math.min(closed ?? Infinity, wornAt(certificate), validTill);
}

/** A host may be automated again when its run is over and a day has passed. */
function automationOverAt(books: DigiCertBooks, automation: Automation): number {
	const { phase, failure, at } = progressOf(books, automation);
	const isOver = phase === 'done' || failure !== undefined;
	return isOver ? Math.max(at, automation.requestedOn + DAY) : Infinity;
}

function paidByOrder(order: Order): Paid {
	return {
		id: order.id,
		thing: orderThing(primaryOf(order).commonName),
		sameAs: order.orderedAs,
		shownBy: { orderId: order.id },
		boughtAt: order.createdAt,
		overAt: orderOverAt(order),
	};
}

/** A reissue or duplicate by its key and names; one that came to nothing may be asked for again. */
function paidByReplacement(order: Order, certificate: Certificate): Paid {
	const { id, kind, spkiSha256, status, createdAt } = certificate;
	const thing = replacementThing(`/order/certificate/${order.id}/${kind}`);
	const names = [...namesOf(certificate)].sort().join();
	const isOver = status === 'rejected' || status === 'revoked';
	return {
		id,
		thing,
		sameAs: `${thing} ${spkiSha256} ${names}`,
		shownBy: { certificateId: id },
		boughtAt: createdAt,
		overAt: isOver ? createdAt : wornAt(certificate),
	};
}

/** Those that automations make for themselves have no CSR of anybody. */
const isReplacement = ({ kind, spkiSha256 }: Certificate) =>
	kind !== 'primary' && spkiSha256 !== undefined;

/** The node tells an order of an automation by the automation. */
function paidByAutomation(books: DigiCertBooks, automation: Automation): Paid {
	const { automationId, host, requestedOn } = automation;
	return {
		id: automation.orderId ?? 0,
		thing: hostThing(host),
		sameAs: hostThing(host),
		shownBy: { automationId },
		boughtAt: requestedOn,
		overAt: automationOverAt(books, automation),
	};
}

export function paidIn(books: DigiCertBooks): Paid[] {
	const automations = new Map(
		[...books.automations.values()].map((automation) => [automation.orderId, automation]),
	);
	return books.ledger.flatMap((order) => {
		const automation = automations.get(order.id);
		return [
			automation ? paidByAutomation(books, automation) : paidByOrder(order),
			...order.certificates
				.filter(isReplacement)
				.map((certificate) => paidByReplacement(order, certificate)),
		];
	});
}
