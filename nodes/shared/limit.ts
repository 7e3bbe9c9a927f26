import type { Reader } from './reader/reader';

/** Rows wanted by Return All and Limit; undefined means all. */
export const readLimit = (reader: Reader): number | undefined =>
	reader.boolean('returnAll') ? undefined : (reader.integer('limit', 1, 1_000_000) ?? 50);
