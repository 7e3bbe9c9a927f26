import { additionalFieldsOf, returnAllFields } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import { listActiveCertificates } from '../../../api/activeCertificates';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, contractField, readContract, readSwitchKey } from '../fields';

interface Input {
	contractId?: string;
	limit?: number;
	accountSwitchKey?: string;
}

export const getAll = defineEach<Input>({
	name: 'Get Many',
	action: 'Get many active certificates',
	description:
		'List the enrollments that serve a certificate, with serial, fingerprint and expiry on each network',
	many: true,
	fields: [
		contractField(false, 'The contract whose certificates are listed. Empty lists all contracts.'),
		...returnAllFields,
		additionalFieldsOf([accountSwitchKey]),
	],
	read: (reader) => ({
		contractId: readContract(reader),
		limit: readLimit(reader),
		accountSwitchKey: readSwitchKey(reader),
	}),
	each: async (ctx, { contractId, limit, accountSwitchKey: account }) => {
		const active = await listActiveCertificates(await cpsOf(ctx, account), contractId);
		return active.slice(0, limit);
	},
});
