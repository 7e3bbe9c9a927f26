/** ISO text of a date in one of the two forms that expressions give: Date, or Luxon's DateTime. */
export function isoOf(value: object | null): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (!value || !('toISO' in value) || typeof value.toISO !== 'function') return undefined;
	const text: unknown = value.toISO();
	return typeof text === 'string' ? text : undefined;
}

/** The day as it is written, if there is such a day. */
export function dayOf(value: unknown): string | undefined {
	const text = typeof value === 'object' ? isoOf(value) : value;
	const written =
		typeof text === 'string' ? /^(\d{4}-\d{2}-\d{2})(T|\s|$)/.exec(text)?.[1] : undefined;
	const exists =
		written !== undefined && new Date(`${written}T00:00:00Z`).toJSON()?.startsWith(written);
	return exists ? written : undefined;
}
