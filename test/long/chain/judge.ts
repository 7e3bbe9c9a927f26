import { lastCall } from '../../storm/observe';
import type { Booked } from './books';
import { booksOf, isServed, notOnce } from './books';
import { brokenIn, cpsCalls, refusedByLimit } from './calls';
import type { Patience } from './following';
import { untilQuiet } from './following';
import { verdicts } from './openssl';
import type { Place } from './place';

/** What is found in the end, whatever happened on the way. */
export interface Judgement {
	/** Common names that production does not serve */
	notServed: string[];
	/** More or less than one enrollment, upload, acknowledgement, release, or certificate for a CSR */
	notOnce: string[];
	orders: number;
	/** Changes or enrollments that somebody took away */
	removed: number;
	/** Invariants that do not hold */
	broken: string[];
	refusedByLimit: string[];
	/** What openssl says of each certificate that is served */
	openssl: string[];
	/** What an identical run sends */
	writtenAgain: string[];
}

/** `dual` are those of the names that have a certificate of each kind of key. */
export const asWanted = (names: string[], dual: string[] = []): Judgement => ({
	notServed: [],
	notOnce: [],
	orders: names.length,
	removed: 0,
	broken: [],
	refusedByLimit: [],
	openssl: [...names, ...dual].map(() => 'OK'),
	writtenAgain: [],
});

const isWrite = ({ method, status }: { method: string; status?: number }) =>
	method !== 'GET' && status !== 409;

/** Runs it once more, identically: then nothing may be written. */
export async function judged(
	place: Place,
	{ template, ...wanted }: Parameters<typeof brokenIn>[1] & { template: string },
	patience: Patience,
): Promise<Judgement> {
	const { simulator } = place;
	const { names } = wanted;
	const before = lastCall(simulator);
	await place.begin(template);
	await untilQuiet(place, patience);
	const again = simulator.world.calls.all().filter(({ seq }) => seq > before);
	const books = await booksOf(simulator, names);
	const { enrollments, orders } = books;
	const isGone = ({ removed, changes }: Booked) =>
		removed || changes.some(({ status }) => status === 'cancelled');
	return {
		notServed: enrollments.filter((one) => !isServed(one)).map(({ cn }) => cn),
		notOnce: notOnce(books, names),
		orders: orders.length,
		removed:
			enrollments.filter(isGone).length +
			cpsCalls(simulator).filter(({ method }) => method === 'DELETE').length,
		broken: await brokenIn(simulator, wanted),
		refusedByLimit: refusedByLimit(simulator),
		openssl: await verdicts(simulator, enrollments),
		writtenAgain: again.filter(isWrite).map(({ method, path }) => `${method} ${path}`),
	};
}
