import type { OrderInfo } from '../../api/orderInfo';

/** Orders of the same moment may come in any order. */
const SAME_MOMENT_MS = 60_000;

/** Whether the rows come newest first, each with its date: rows of one moment show no order. */
export const descends = (page: OrderInfo[]): boolean =>
	page[0]?.created !== page.at(-1)?.created &&
	page.every(
		({ created }, at) =>
			created !== undefined && created <= (page[at - 1]?.created ?? created) + SAME_MOMENT_MS,
	);
