import type { IExecuteFunctions } from 'n8n-workflow';

import { nameSet } from '../../../../shared/certificate/names';
import { includeInputFields, notice, optionsOf } from '../../../../shared/form/fields';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Job, Outcome } from '../../../../shared/operation/operation';
import type { Reader } from '../../../../shared/reader/reader';
import { isDv } from '../../../api/products';
import { servicesOf } from '../../../transport/services';
import { readCsrFor } from './create/csrNames';
import { csrNamesMayDiffer, mainFields } from './create/fields';
import { HASHES, readOrderNames, TYPE_HINTS } from './create/read';
import { readyCheck } from './validate/ready';
import type { Wanted } from './validate/ready';

interface Input extends Wanted {
	commonName: string;
	hint?: string;
}

/** Fields that tell whether the account is ready, as Create has them. */
const FIELDS = [
	'product',
	'typeHint',
	'commonName',
	'dnsNames',
	'csr',
	'signatureHash',
	'organization',
];

const isReadOnly = notice(
	'validateNotice',
	'Reads only, nothing is ordered. Looks at product, organization, domains and CSR; prices, CAA records and what an approver says are not known before.',
);

/** Whether an order would be issued without anybody's help; no call of DigiCert tells that. */
export const validate = defineOperation<Input>({
	name: 'Validate',
	action: 'Validate order',
	description: 'Tell before an order is placed whether account, organization and domains are ready',
	outputs: 'ready',
	namedBy: ['commonName'],
	fields: [
		isReadOnly,
		...mainFields.filter(({ name }) => FIELDS.includes(name)),
		optionsOf(csrNamesMayDiffer, includeInputFields),
	],
	needs: (reader) => (isDv(String(reader.value('product') ?? '')) ? [] : ['organization']),
	read: readInput,
	run: validateAll,
});

function readInput(reader: Reader): Input {
	const product = reader.nameId('product') ?? reader.refuseAsEmpty('product');
	const typeHint = product === 'ssl' ? reader.requiredChoice('typeHint', TYPE_HINTS) : undefined;
	const kind = typeHint ?? product;
	const isPrivate = kind === 'private' || kind.startsWith('private_');
	const isEv = /(^|_)ev(_|$)/.test(kind);
	const { commonName, dnsNames } = readOrderNames(reader, { isPrivate, isEv });
	const names = nameSet(commonName, dnsNames);
	return {
		product: typeHint ? undefined : product,
		validation: isPrivate ? 'none' : isEv ? 'ev' : isDv(product) ? 'dv' : 'ov',
		commonName,
		names,
		hash: reader.requiredChoice('signatureHash', HASHES),
		organization: reader.id('organization'),
		hint: readCsrFor(names, reader).hint,
	};
}

async function validateAll(ctx: IExecuteFunctions, jobs: Array<Job<Input>>): Promise<Outcome[]> {
	const check = readyCheck(await servicesOf(ctx));
	return await forEachJob(ctx, jobs, async ({ commonName, hint, ...wanted }) => {
		const { problems, unseen } = await check(wanted);
		const [first] = problems;
		const json = {
			ready: !first,
			commonName,
			dnsNames: wanted.names,
			...(unseen.length > 0 ? { notChecked: unseen } : {}),
			problems: problems.map(({ happened }) => happened),
			whoActs: first?.whoActs ?? 'nobody',
			nextStep: first?.nextStep ?? 'Place the order (Order > Create).',
		};
		return [{ json, output: first ? 1 : 0, ...(hint ? { hint } : {}) }];
	});
}
