export const DAY = 24 * 60 * 60 * 1000;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function dayOf(year: number, month: number, day: number): number | undefined {
	const at = Date.UTC(year, month, day);
	return new Date(at).getUTCDate() === day ? at : undefined;
}

/** `dd MMM YYYY`, e.g. 09 JUN 2026: order_validity and cert_validity. */
export function parseWordDate(text: string): number | undefined {
	const [, day = '', word = '', year = ''] = /^(\d{2}) ([A-Z]{3}) (\d{4})$/i.exec(text) ?? [];
	const month = MONTHS.indexOf(word.toUpperCase());
	return month < 0 ? undefined : dayOf(Number(year), month, Number(day));
}

/** `yyyy-MM-dd`: the deprecated root field; a maintained client of others adds midnight. */
export function parseIsoDate(text: string): number | undefined {
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:T00:00:00)?$/.exec(text) ?? [];
	return year ? dayOf(Number(year), Number(month) - 1, Number(day)) : undefined;
}

export const startOfDay = (at: number) => Math.floor(at / DAY) * DAY;

/** The last second of a day: where validity ends. */
export const endOfDay = (at: number) => startOfDay(at) + DAY - 1000;

export function addYears(at: number, years: number): number {
	const date = new Date(at);
	date.setUTCFullYear(date.getUTCFullYear() + years);
	return date.getTime();
}

export const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

/** As the service writes timestamps: seconds and an explicit offset. */
export const isoTime = (at: number) => `${new Date(at).toISOString().slice(0, 19)}+00:00`;
