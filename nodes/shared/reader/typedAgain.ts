import { asId } from '../values';
import type { Reader } from './reader';

/**
 * Whether the ID of what cannot be brought back was typed once more: false where the field was left
 * empty. Anything else than that ID, and an expression that only repeats the first field, is refused.
 */
export function isTypedAgain(reader: Reader, again: string, idField: string): boolean {
	const typed = reader.text(again);
	if (reader.isSameExpression(again, idField)) {
		return reader.refuse(
			again,
			`has the expression of '${reader.label(idField)}', which confirms nothing: type the ID, or take it from where a person has entered it`,
		);
	}
	if (typed === undefined) return false;
	const isIt = asId(typed) === reader.requiredId(idField);
	return isIt || reader.refuse(again, `is not the ID under '${reader.label(idField)}'`);
}
