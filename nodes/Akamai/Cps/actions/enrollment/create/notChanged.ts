import type { IDataObject } from 'n8n-workflow';

import { toAscii } from '../../../../../shared/certificate/names';
import { asText, isObject } from '../../../../../shared/values';
import type { Enrollment } from '../../../../api/enrollments';
import type { NewEnrollment } from './newEnrollment';

/** A field in which an adopted enrollment is not as wanted; adopting changes nothing. */
export interface NotChanged extends IDataObject {
	/** By its path in the API. */
	field: string;
	wanted: string;
	existing: string;
}

/** Where CPS has no default of its own: what is left empty is wanted empty. */
const WHOLE = /^(csr\.(c|st|l|o|ou)$|adminContact\.|techContact\.|org\.)/;

/** Agree in everything that is adopted (`differences`). */
const AGREED = /^(certificateType|validationType|ra|csr\.(cn|sans)|.*\.(secureNetwork|sniOnly))$/;

export function notChanged(
	{ body, clientMutualAuthentication }: NewEnrollment,
	{ raw }: Enrollment,
): NotChanged[] {
	const network = { ...body.networkConfiguration, clientMutualAuthentication };
	const wanted = leaves({ ...body, networkConfiguration: network });
	const existing = leaves(raw);
	const contactsMatter = body.orgId === undefined;
	const whole = [...existing.keys()].filter(
		(field) => WHOLE.test(field) && (contactsMatter || field.startsWith('csr.')),
	);
	return [...new Set([...wanted.keys(), ...whole])].flatMap((field) => {
		const [mine, theirs] = [wanted.get(field) ?? '', existing.get(field) ?? ''];
		return mine === theirs || AGREED.test(field) ? [] : [{ field, wanted: mine, existing: theirs }];
	});
}

export const notChangedHint = (fields: NotChanged[], { id }: Enrollment): string | undefined =>
	fields.length === 0
		? undefined
		: `Enrollment ${id} existed and was taken as it is. It differs from this item in fields that were not changed: ${fields.map(({ field }) => field).join(', ')}`;

/** Each value by its path, in one form, so that only what means something else differs. */
function leaves(object: IDataObject, path = ''): Map<string, string> {
	return new Map(
		Object.entries(object).flatMap(([name, value]) => {
			const field = path + name;
			return isObject(value)
				? [...leaves(value, `${field}.`)]
				: [[field, canonical(field, value)] as const];
		}),
	);
}

/** What is off, null or left out is the same; lists have no order. */
function canonical(field: string, value: unknown): string {
	if (Array.isArray(value)) {
		return [...new Set(value.map((entry) => toAscii(asText(entry) ?? '')))].sort().join(', ');
	}
	if (value === false) return '';
	const text = (asText(value) ?? '').trim().replace(/\s+/g, ' ');
	if (/(^|\.)(c|country)$/.test(field)) return text.toUpperCase();
	if (/\.email$/.test(field)) return text.toLowerCase();
	// A day, printed as a time by some versions.
	return field === 'autoRenewalStartTime' ? text.slice(0, 10) : text;
}
