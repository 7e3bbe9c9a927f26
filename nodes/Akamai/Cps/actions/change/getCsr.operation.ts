import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../../../shared/failure';
import {
	additionalFieldsOf,
	choice,
	includeInputFields,
	optionsOf,
} from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { signalOf } from '../../../../shared/time/stop';
import type { Id } from '../../../../shared/values';
import { asObject, asText, withoutEmpty } from '../../../../shared/values';
import type { ChangeCsr, KeyAlgorithm } from '../../../api/csrs';
import { getCsrs, KEY_ALGORITHMS, newestPastCsrs } from '../../../api/csrs';
import { getEnrollment, theOnlyPending } from '../../../api/enrollments';
import { AKAMAI_OWN } from '../../../transport/ownCodes';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, changeField, enrollmentField, readSwitchKey } from '../fields';

interface Input {
	enrollmentId: Id;
	changeId?: Id;
	keyAlgorithm: KeyAlgorithm;
	accountSwitchKey?: string;
}

export const getCsr = defineEach<Input>({
	name: 'Get CSR',
	action: 'Get change CSR',
	description:
		'Read the CSR that a CA signs, with the names to order, and a second one for dual-stack; with nothing pending that of the newest change that had one',
	fields: [
		enrollmentField,
		changeField,
		choice(
			'Key Algorithm',
			'keyAlgorithm',
			'CPS makes a CSR of each kind, also without dual-stack',
			{
				options: [
					['RSA', 'RSA'],
					['ECDSA', 'ECDSA'],
				],
				default: 'RSA',
			},
		),
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(includeInputFields),
	],
	mayBeEmpty: ['changeId'],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		changeId: reader.id('changeId'),
		keyAlgorithm: reader.requiredChoice('keyAlgorithm', KEY_ALGORITHMS),
		accountSwitchKey: readSwitchKey(reader),
	}),
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const { enrollmentId } = input;
		const enrollment = await getEnrollment(cps, enrollmentId);
		const changeId = input.changeId ?? theOnlyPending(enrollment);
		const csrs =
			changeId === undefined
				? await newestPastCsrs(cps, enrollment, input.keyAlgorithm)
				: await getCsrs(cps, { enrollmentId, changeId }, enrollment.commonName, signalOf(ctx));
		const found = csrs.find((one) => one.keyAlgorithm === input.keyAlgorithm);
		if (!found) throw noCsr(input, changeId);
		const isDual = enrollment.raw.enableMultiStackedCertificates === true;
		const isOfOtherKind = ({ keyAlgorithm }: ChangeCsr) => keyAlgorithm !== found.keyAlgorithm;
		const second = isDual ? csrs.find(isOfOtherKind) : undefined;
		return {
			enrollmentId,
			...withoutEmpty({ changeId }),
			pending: changeId !== undefined,
			...namesToOrder(asObject(enrollment.raw.csr)),
			keyAlgorithm: found.keyAlgorithm,
			csr: found.csr.pem,
			/** Of the other kind, for the reissue whose certificate goes with the first one. */
			secondCsr: second?.csr.pem ?? null,
		};
	},
});

/** Those of the enrollment: the CSR has none but the common name where SANs are excluded from it. */
function namesToOrder({ cn, sans }: IDataObject): IDataObject {
	const commonName = asText(cn) ?? '';
	const names = Array.isArray(sans) ? sans.flatMap((name) => asText(name) ?? []) : [];
	return { commonName, dnsNames: [...new Set([commonName, ...names])] };
}

const noCsr = ({ enrollmentId, keyAlgorithm }: Input, changeId?: Id): Failure =>
	new Failure({
		class: 'notEligible',
		code: AKAMAI_OWN.noCsr.code,
		message: `Enrollment ${enrollmentId} shows no ${keyAlgorithm} CSR`,
		ids: withoutEmpty({ enrollmentId, changeId }),
		nextStep: AKAMAI_OWN.noCsr.next,
	});
