import type { IDataObject } from 'n8n-workflow';

import { asText } from '../values';
import type { Reader } from './reader';

/** What fields say that name a thing, as far as they can be read. */
export function knownIn(reader: Reader, fields: string[]): IDataObject {
	const known: IDataObject = {};
	for (const field of fields) {
		try {
			const value = asText(reader.value(field));
			if (value !== undefined) known[field] = value;
		} catch {
			// Its own reading tells why.
		}
	}
	return known;
}
