import type { IDataObject } from 'n8n-workflow';

import { asText } from '../values';
import type { Presentation } from './operation';

const LONGEST_NAME = 100;

/** Fields by which people know the thing of an item; unless told, the first that must be filled. */
export function namingFields({ fields, namedBy }: Presentation): string[] {
	const [first] = fields.filter(({ required }) => required);
	return namedBy ?? (first ? [first.name] : []);
}

/** A common name, a host, or what an ID is of: "www.example.com", "192.0.2.1:443", "Order 112233". */
export function nameOf(spec: Presentation, known: IDataObject): string {
	const naming = namingFields(spec);
	if (naming.includes('ip') && known.ip) return hostName(known);
	for (const field of naming) {
		const value = asText(known[field])?.slice(0, LONGEST_NAME);
		if (value === undefined) continue;
		const label = spec.fields.find(({ name }) => name === field)?.displayName ?? field;
		return /^\d+$/.test(value) ? `${label} ${value}` : value;
	}
	return '';
}

function hostName({ ip, port, domainName }: IDataObject): string {
	const address = asText(ip) ?? '';
	const socket = [address.includes(':') ? `[${address}]` : address, asText(port)];
	return [socket.filter(Boolean).join(':'), asText(domainName)].filter(Boolean).join(' ');
}

/** What tells a key of ours, which only helps to find what nobody knows. */
const KEY = /^[0-9a-f]{64}$/i;

/** Whose they are, which is the same for all of a run. */
const OF_ALL = ['accountId', 'divisionId', 'contractId'];

/** The other ids, in words: "order ID 17". */
export function otherIds(
	spec: Presentation,
	ids: IDataObject,
	{ withKeys = false } = {},
): string[] {
	const naming = namingFields(spec);
	return Object.entries(ids).flatMap(([name, id]) => {
		const text = asText(id);
		if (text === undefined || OF_ALL.includes(name)) return [];
		const isTold = naming.includes(name) && nameOf(spec, ids) !== '';
		return isTold || (KEY.test(text) && !withKeys) ? [] : [`${wordsOf(name)} ${text}`];
	});
}

/** `alternative_order_id` and `alternativeOrderId` read "alternative order ID". */
const wordsOf = (name: string): string =>
	name
		.replace(/_/g, ' ')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/\bid\b/g, 'ID');
