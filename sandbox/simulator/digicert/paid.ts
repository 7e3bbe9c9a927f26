import type { Paid } from '../invariants/evidence';
import { hostThing, orderThing } from '../invariants/paidCalls';
import { progressOf } from './automation/life';
import type { DigiCertBooks } from './books';
import { DAY } from './dates';
import type { Automation, Order } from './model';
import { primaryOf } from './orderLife';

const CLOSED = ['rejected', 'denied', 'canceled', 'revoked'];

/** Default of Reuse If Life Left: an order with a smaller share of its life left is worn. */
const GOOD_SHARE = 2 / 3;

/** When an order became closed or worn; Infinity while it is good. */
function orderOverAt({ history, validTill, ...order }: Order): number {
	const closed = history.find(({ status }) => CLOSED.includes(status))?.at;
	const certificate = primaryOf({ history, validTill, ...order });
	const { validFrom, validTill: end } = certificate;
	const worn =
		validFrom === undefined || end === undefined ? undefined : end - (end - validFrom) * GOOD_SHARE;
	return Math.min(closed ?? Infinity, worn ?? Infinity, validTill);
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
	return books.ledger.map((order) => {
		const automation = automations.get(order.id);
		return automation ? paidByAutomation(books, automation) : paidByOrder(order);
	});
}
