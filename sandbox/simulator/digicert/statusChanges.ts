import type { DigiCertBooks } from './books';
import { DAY } from './dates';
import { invalidValue, ServicesError } from './errors';
import { currentOf } from './orderLife';
import { filtersOf, wholeNumber } from './orderList';
import type { Json } from './orderViews';

const LONGEST = 7 * DAY;

/** The filter's times are Mountain Daylight Time, six hours behind UTC. */
const MDT = 6 * 60 * 60 * 1000;

const tooLong = () =>
	new ServicesError(400, 'time_frame_too_long', 'The time frame must not exceed 7 days.');

function mountainTime(text: string): number {
	const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[+ ](\d{2}:\d{2}:\d{2}))?$/.exec(text.trim()) ?? [];
	const at = Date.parse(`${day}T${time ?? '00:00:00'}Z`) + MDT;
	if (Number.isNaN(at)) {
		throw invalidValue('filters[status_last_updated]', 'Give yyyy-MM-dd...yyyy-MM-dd.');
	}
	return at;
}

function frameOf(query: URLSearchParams, now: number): [number, number] {
	const [range] = filtersOf(query).get('status_last_updated') ?? [];
	if (range !== undefined) {
		const [from = '', to = ''] = range.split('...');
		return [mountainTime(from), mountainTime(to)];
	}
	if (query.get('minutes') === null && query.get('seconds') === null) {
		throw new ServicesError(400, 'missing_field:minutes', 'Give minutes, seconds or a range.');
	}
	const minutes = wholeNumber(query, 'minutes', 0, Number.MAX_SAFE_INTEGER);
	const seconds = wholeNumber(query, 'seconds', 0, Number.MAX_SAFE_INTEGER);
	return [now - (minutes * 60 + seconds) * 1000, now];
}

/** `{}` when nothing changed; an order that changed again after the frame is left out. */
export function statusChanges(books: DigiCertBooks, query: URLSearchParams): Json {
	const [from, to] = frameOf(query, books.now);
	if (to - from > LONGEST) throw tooLong();
	const orders = books.ledger
		.filter(({ history }) => {
			const last = history[history.length - 1]?.at ?? 0;
			return last >= from && last <= to;
		})
		.map((order) => ({
			order_id: order.id,
			certificate_id: currentOf(order).id,
			status: order.status,
		}));
	return orders.length ? { orders } : {};
}
