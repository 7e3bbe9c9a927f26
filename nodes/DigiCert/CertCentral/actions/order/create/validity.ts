import type { IDataObject } from 'n8n-workflow';

import type { Reader } from '../../../../../shared/reader/reader';

export const VALIDITY_TYPES = ['years', 'days', 'customExpirationDate'] as const;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAY_MS = 86_400_000;
const LONGEST_ORDER_DAYS = 1095;
const LONGEST_ORDER_YEARS = 3;

/** A validity object of the wire, its length in days, and what makes it the same order. */
export interface Validity {
	wire: IDataObject;
	days: number;
	sameAs: string;
}

/** `yyyy-MM-dd` → `dd MMM YYYY`, e.g. 09 JUN 2027. */
export function wireDate(date: string): string {
	const [year, month, day] = date.split('-');
	return `${day} ${MONTHS[Number(month) - 1]} ${year}`;
}

export function readOrderValidity(reader: Reader, today: string): Validity {
	const type = reader.requiredChoice('orderValidityType', VALIDITY_TYPES);
	if (type === 'years') {
		const years = reader.integer('orderValidityYears', 1, LONGEST_ORDER_YEARS);
		if (years === undefined) return reader.refuse('orderValidityYears', 'is empty');
		return { wire: { years }, days: years * 365, sameAs: `years ${years}` };
	}
	if (type === 'days') {
		const days = reader.integer('orderValidityDays', 1, LONGEST_ORDER_DAYS);
		if (days === undefined) return reader.refuse('orderValidityDays', 'is empty');
		return { wire: { days }, days, sameAs: `days ${days}` };
	}
	const validity = readDate(reader, 'orderValidityDate', today);
	if (validity.date > inYears(today, LONGEST_ORDER_YEARS)) {
		return reader.refuse('orderValidityDate', 'must be within three years from today');
	}
	return validity;
}

export function readCertValidity(
	reader: Reader,
	order: Validity,
	today: string,
): Validity | undefined {
	const part = reader.part('additionalFields.certValidity.values');
	const validity = part && readCertLength(part, today);
	if (validity && validity.days > order.days) {
		return reader.refuse(
			'additionalFields.certValidity',
			'is longer than the validity of the order',
		);
	}
	return validity;
}

function readCertLength(part: Reader, today: string): Validity {
	const type = part.choice('type', VALIDITY_TYPES) ?? 'days';
	if (type === 'customExpirationDate') return readDate(part, 'date', today);
	const length = part.integer(type, 1, type === 'years' ? 1 : LONGEST_ORDER_DAYS);
	if (length === undefined) return part.refuse(type, 'is empty');
	const days = type === 'years' ? length * 365 : length;
	return { wire: { [type]: length }, days, sameAs: `${type} ${length}` };
}

function readDate(reader: Reader, path: string, today: string): Validity & { date: string } {
	const date = reader.date(path) ?? reader.refuse(path, 'is empty');
	if (date <= today) return reader.refuse(path, `must be in the future, not ${date}`);
	const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
	return { wire: { custom_expiration_date: wireDate(date) }, days, sameAs: 'custom', date };
}

const inYears = (date: string, years: number): string =>
	`${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
