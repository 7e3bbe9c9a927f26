import { additionalFieldsOf, optionsOf, simplify } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { getEnrollment, simplified } from '../../../api/enrollments';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, fipsMode, readSwitchKey } from '../fields';
import type { Id } from '../../../../shared/values';

interface Input {
	enrollmentId: Id;
	accountSwitchKey?: string;
	simple: boolean;
	fips: boolean;
}

export const get = defineEach<Input>({
	name: 'Get',
	action: 'Get enrollment',
	description: 'Read one enrollment with its names, network settings and pending changes',
	fields: [
		enrollmentField,
		simplify,
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(fipsMode('the enrollment')),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		accountSwitchKey: readSwitchKey(reader),
		simple: reader.boolean('simplify') ?? true,
		fips: reader.boolean('options.includeFipsMode') ?? false,
	}),
	each: async (ctx, { enrollmentId, accountSwitchKey: account, simple, fips }) => {
		const cps = await cpsOf(ctx, account);
		const enrollment = await getEnrollment(cps, enrollmentId, fips);
		return simple ? simplified(enrollment) : { ...enrollment.raw, enrollmentId };
	},
});
