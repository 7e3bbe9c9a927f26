import type { IDataObject } from 'n8n-workflow';

import { additionalFieldsOf, includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { signalOf } from '../../../../shared/time/stop';
import { asList, asObject, asObjects, asText } from '../../../../shared/values';
import type { ChangeManagement } from '../../../api/changeManagement';
import { getManagement } from '../../../api/changeManagement';
import { pendingRef } from '../../../api/inputs';
import { leafFacts } from '../../../api/leafFacts';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, pendingChangeField } from '../fields';
import { type ChangeInput, readChange } from './readChange';

export const getChangeManagement = defineEach<ChangeInput>({
	name: 'Get Management Info',
	action: 'Get change management info',
	description:
		'Read what waits on the staging network, and the hash by which Approve Deployment releases it to production',
	fields: [
		enrollmentField,
		pendingChangeField,
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(includeInputFields),
	],
	mayBeEmpty: ['changeId'],
	read: readChange,
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = await pendingRef(cps, input.enrollmentId, input.changeId);
		const review = reviewOf(await getManagement(cps, ref, signalOf(ctx)));
		return { ...ref, ...review, review: inWords(review) };
	},
});

/** What a person or a rule decides by. */
export function reviewOf({ hash, errors, warnings, raw }: ChangeManagement): IDataObject {
	const { pendingCertificates, pendingNetworkConfiguration } = asObject(raw.pendingState);
	const certificates = asObjects(pendingCertificates).map((one) => ({
		...one,
		...leafFacts(one.fullCertificate),
	}));
	return {
		hash,
		serialNumbers: certificates.flatMap(
			({ serialNumber }: IDataObject) => asText(serialNumber) ?? [],
		),
		/** From then on CPS goes on by itself; null where it waits for ever. */
		acknowledgementDeadline: raw.acknowledgementDeadline ?? null,
		errors,
		warnings,
		pendingCertificates: certificates,
		pendingNetworkConfiguration,
	};
}

/** The same for a form or a mail. */
function inWords({ pendingCertificates, errors, warnings, ...review }: IDataObject): string {
	const certificates = asObjects(pendingCertificates).map(
		({ serialNumber, subjectAltName, validTo, keyAlgorithm }) =>
			`${asText(keyAlgorithm) ?? ''} certificate ${asText(serialNumber) ?? 'that cannot be read'}, valid to ${asText(validTo) ?? '?'}, for ${asText(subjectAltName) ?? '?'}`,
	);
	const deadline = asText(review.acknowledgementDeadline);
	return [
		...certificates,
		...asList(errors).map((error) => `Error: ${asText(error) ?? ''}`),
		...asList(warnings).map((warning) => `Warning: ${asText(warning) ?? ''}`),
		...(deadline ? [`CPS goes on by itself at ${deadline}`] : []),
	].join('\n');
}
