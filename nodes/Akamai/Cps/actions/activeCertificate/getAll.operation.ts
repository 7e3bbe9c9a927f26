import type { IDataObject } from 'n8n-workflow';

import {
	additionalFieldsOf,
	includeInputFields,
	numberOption,
	optionsOf,
	returnAllFields,
} from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { listActiveCertificates } from '../../../api/activeCertificates';
import { servedBy } from '../../../api/expiries';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, contractField, readContract, readSwitchKey } from '../fields';

interface Input {
	contractId?: string;
	limit?: number;
	accountSwitchKey?: string;
	expiringWithin?: number;
}

/** No public certificate lives longer. */
const MOST_DAYS = 398;
const DAY_MS = 86_400_000;

export const getAll = defineEach<Input>({
	name: 'Get Many',
	action: 'Get many active certificates',
	description:
		'List the enrollments that serve a certificate, with serial, fingerprint and expiry on each network',
	many: true,
	fields: [
		contractField(false, 'The contract whose certificates are listed. Empty lists all contracts.'),
		...returnAllFields,
		additionalFieldsOf([
			accountSwitchKey,
			numberOption(
				'Expiring Within (Days)',
				'expiringWithin',
				'Only what expires on the production network within so many days, or has expired',
				{ min: 1, max: MOST_DAYS, default: 30 },
			),
		]),
		optionsOf(includeInputFields),
	],
	read: (reader) => ({
		contractId: readContract(reader),
		limit: readLimit(reader),
		accountSwitchKey: readSwitchKey(reader),
		expiringWithin: reader.integer('additionalFields.expiringWithin', 1, MOST_DAYS),
	}),
	each: async (ctx, { contractId, limit, accountSwitchKey: account, expiringWithin }) => {
		const active = await listActiveCertificates(await cpsOf(ctx, account), contractId);
		const until = expiringWithin === undefined ? Infinity : Date.now() + expiringWithin * DAY_MS;
		return active
			.map(withEnd)
			.filter(({ end }) => end <= until)
			.map(({ row }) => row)
			.slice(0, limit);
	},
});

/** With the end of what expires first; one whose end is not told is shown: nobody should miss it. */
function withEnd(row: IDataObject): { row: IDataObject; end: number } {
	const end = Math.min(...servedBy(row).map(({ notAfter }) => notAfter));
	const isTold = Number.isFinite(end);
	const validTo = isTold ? new Date(end).toISOString() : null;
	return { row: { ...row, validTo }, end: isTold ? end : 0 };
}
