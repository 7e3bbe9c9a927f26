/** ISO text of a date in one of the two forms that expressions give: Date, or Luxon's DateTime. */
export function isoOf(value: object | null): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (!value || !('toISO' in value) || typeof value.toISO !== 'function') return undefined;
	const text: unknown = value.toISO();
	return typeof text === 'string' ? text : undefined;
}

/** Names a value's type without showing the value, which could be a secret. */
export function typeWord(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'number') return `the number ${value}`;
	if (typeof value === 'boolean') return String(value);
	return value === '' ? 'empty text' : 'this text';
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

/** n8n marks an expression by an equals sign in front. */
export function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(holdsExpression);
}
