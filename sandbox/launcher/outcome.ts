import type { IDataObject } from 'n8n-workflow';
import type { BookedHost, Books } from './mainJob';

export interface HostOutcome {
	host: string;
	lane: string;
	ip?: string;
	port?: number;
	state: string;
	orderId: number | null;
	automationId: number | null;
	retries: number;
	cause: string;
	whoActs: string;
}

export function hostsIn(items: IDataObject[]): HostOutcome[] {
	return items.filter((item) => 'host' in item) as object[] as HostOutcome[];
}

export function summaryIn(items: IDataObject[]): string {
	return String(items.find((item) => 'summary' in item)?.summary ?? '');
}

const placeOf = ({ ip, port }: { ip?: string; port?: number }) => `${ip}:${port}`;

/** A host that the service refuses leaves the flow as failed. */
function stateOf({ lane, expected }: BookedHost): string {
	const state = lane === 'appliance' ? (expected.automation ?? 'done') : expected.state;
	return state === 'rejected' ? 'failed' : String(state);
}

function differences(booked: BookedHost, found: HostOutcome[], books: Books): string[] {
	const [outcome, ...more] = found;
	const name = `${booked.commonName} (${placeOf(booked)})`;
	if (!outcome) return [`${name}: no item`];
	const wrong: string[] = [];
	const compare = (what: string, is: unknown, mustBe: unknown) => {
		if (is !== mustBe) wrong.push(`${name}: ${what} is ${is}, must be ${mustBe}`);
	};
	compare('number of items', found.length, more.length === 0 ? found.length : 1);
	compare('state', outcome.state, stateOf(booked));
	if (booked.lane === 'appliance') {
		const own = books.orders.filter(
			({ commonName, source }) => commonName === booked.commonName && source === 'services',
		);
		compare('number of orders', own.length, 1);
		compare('order id', outcome.orderId, own[0]?.id);
		compare('order', own[0]?.status, booked.expected.order);
	} else {
		compare('number of retries', booked.automations.at(-1)?.retries ?? 0, booked.expected.retries);
	}
	return wrong;
}

/** Empty if the job's items are exactly what the simulator's own books say they must be. */
export function compareWithBooks(outcomes: HostOutcome[], books: Books): string[] {
	const wrong = books.hosts.flatMap((booked) =>
		differences(
			booked,
			outcomes.filter((outcome) => placeOf(outcome) === placeOf(booked)),
			books,
		),
	);
	const known = books.hosts.map(placeOf);
	const strange = outcomes.filter((outcome) => !known.includes(placeOf(outcome)));
	wrong.push(...strange.map((outcome) => `${outcome.host}: is in no books`));
	const mustBePaid = books.hosts.reduce((sum, { expected }) => sum + expected.paidOrders, 0);
	if (books.paidOrders !== mustBePaid) {
		wrong.push(`${books.paidOrders} orders were paid, ${mustBePaid} had to be`);
	}
	return wrong;
}
