import type { TestSimulator } from '../../support/simulator';

interface BookedChange {
	id: number;
	type: string;
	status: string;
	answers: string[];
}

export interface Booked {
	id: number;
	cn: string;
	contractId: string;
	removed: boolean;
	deployed: { staging: boolean; production: boolean };
	changes: BookedChange[];
}

interface BookedOrder {
	id: number;
	commonName: string;
	status: string;
	certificates: Array<{ kind: string; spkiSha256: string }>;
}

export interface BothBooks {
	enrollments: Booked[];
	orders: BookedOrder[];
}

/** What the simulator holds of these names. */
export async function booksOf(simulator: TestSimulator, names: string[]): Promise<BothBooks> {
	const { data } = await simulator.sandbox.get('/books');
	const enrollments = data.akamai.enrollments as Booked[];
	const orders = data.digicert.orders as BookedOrder[];
	return {
		enrollments: enrollments.filter(({ cn }) => names.includes(cn)),
		orders: orders.filter(({ commonName }) => names.includes(commonName)),
	};
}

export const isServed = ({ deployed, changes }: Booked): boolean =>
	deployed.production && changes.every(({ status }) => status === 'complete');

/** What stands in the books more or less than once, in words. */
export function notOnce({ enrollments, orders }: BothBooks, names: string[]): string[] {
	const keys = orders.flatMap(({ certificates }) => certificates.map((one) => one.spkiSha256));
	const different = new Set(keys).size;
	return [
		...names.flatMap((name) => {
			const own = enrollments.filter(({ cn }) => cn === name);
			return own.length === 1 ? [] : [`${name} has ${own.length} enrollments`];
		}),
		...enrollments.flatMap(({ cn, changes }) =>
			changes.flatMap((change) => oddAnswers(cn, change)),
		),
		...(different === keys.length ? [] : [`${keys.length} certificates for ${different} CSRs`]),
	];
}

function oddAnswers(cn: string, { id, status, answers }: BookedChange): string[] {
	const again = answers.filter((name, at) => answers.indexOf(name) !== at);
	return [
		...(status === 'complete' ? [] : [`change ${id} of ${cn} is ${status}`]),
		...again.map((name) => `change ${id} of ${cn} was answered again: ${name}`),
	];
}
