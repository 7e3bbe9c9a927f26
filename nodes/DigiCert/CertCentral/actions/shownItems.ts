import type { IDataObject } from 'n8n-workflow';

import type { Shown } from '../../../shared/http/pages';
import { unreadable } from '../../../shared/http/unreadable';
import type { Produced } from '../../../shared/operation/each';

/**
 * The rows of a list as items. A total that counts what this key may not see is a hint; without a
 * row it cannot be told from an answer gone wrong.
 */
export function shownItems(
	{ rows, hidden }: Shown<IDataObject>,
	shape: (row: IDataObject) => IDataObject,
): Produced[] {
	if (rows.length === 0 && hidden > 0) throw unreadable('DigiCert', 200, 'read');
	const hint = hidden > 0 ? hiddenHint(hidden) : undefined;
	return rows.map((row) => ({ json: shape(row), hint }));
}

const hiddenHint = (hidden: number): string =>
	`DigiCert counts ${hidden} more than it shows to this API key; a key with another role or for all divisions sees them.`;
