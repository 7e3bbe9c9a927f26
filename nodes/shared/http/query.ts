export type Query = Record<string, string | number | boolean | undefined>;

/** A query as it stands in the URL, question mark included; what is not set is left out. */
export function queryOf(query: Query = {}): string {
	const pairs = Object.entries(query).flatMap(([name, value]) =>
		value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
	);
	return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
