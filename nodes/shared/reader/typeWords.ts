/** Names a value's type without showing the value, which could be a secret. */
export function typeWord(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'number') return `the number ${value}`;
	if (typeof value === 'boolean') return String(value);
	return value === '' ? 'empty text' : 'this text';
}
