import type { Json } from '../orderViews';

const quoted = (value: unknown) =>
	`"${(typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')).replace(/"/g, '""')}"`;

/** Lists answer CSV instead of JSON when Accept asks for it. */
export function toCsv(rows: Json[]): string {
	const columns = Object.keys(rows[0] ?? {});
	return [columns.map(quoted), ...rows.map((row) => columns.map((column) => quoted(row[column])))]
		.map((cells) => cells.join(','))
		.join('\r\n');
}
