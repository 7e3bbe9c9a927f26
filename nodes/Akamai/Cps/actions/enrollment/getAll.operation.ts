import type { IDataObject } from 'n8n-workflow';

import {
	additionalFieldsOf,
	optionsOf,
	returnAllFields,
	simplify,
} from '../../../../shared/form/fields';
import { unreadable } from '../../../../shared/http/unreadable';
import { defineEach } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { enrollmentIdOf, listEnrollments, simplified } from '../../../api/enrollments';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, contractField, fipsMode, readContract, readSwitchKey } from '../fields';

interface Input {
	contractId?: string;
	accountSwitchKey?: string;
	limit?: number;
	simple: boolean;
	fips: boolean;
}

export const getAll = defineEach<Input>({
	name: 'Get Many',
	action: 'Get many enrollments',
	description: 'List the enrollments of a contract, one item each; none gives no item',
	many: true,
	fields: [
		contractField(false, 'The contract whose enrollments are listed. Empty lists all contracts.'),
		...returnAllFields,
		simplify,
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(fipsMode('the enrollments')),
	],
	read: (reader) => ({
		contractId: readContract(reader),
		accountSwitchKey: readSwitchKey(reader),
		limit: readLimit(reader),
		simple: reader.boolean('simplify') ?? true,
		fips: reader.boolean('options.includeFipsMode') ?? false,
	}),
	each: async (ctx, { contractId, accountSwitchKey: account, limit, simple, fips }) => {
		const cps = await cpsOf(ctx, account);
		const { enrollments, odd } = await listEnrollments(cps, contractId, fips);
		const items = [
			...enrollments.map((one) =>
				simple ? simplified(one) : { ...one.raw, enrollmentId: one.id },
			),
			...odd.map(asItIs),
		];
		return items.slice(0, limit);
	},
});

/** What little is known of it; without its ID nobody can find it. */
function asItIs(row: IDataObject): IDataObject {
	const enrollmentId = enrollmentIdOf(row);
	if (enrollmentId === undefined) throw unreadable('Akamai', 200, 'read');
	return { ...row, enrollmentId };
}
