import type { IDataObject } from 'n8n-workflow';

import { additionalFieldsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { signalOf } from '../../../../shared/time/stop';
import { withoutEmpty } from '../../../../shared/values';
import type { Challenge, DomainValidation } from '../../../api/dvChallenges';
import { getDomainValidations } from '../../../api/dvChallenges';
import type { ChangeRef } from '../../../api/inputs';
import { askingFor, pendingRef } from '../../../api/inputs';
import { cpsOf } from '../../../transport/cps';
import { type ChangeInput, readChange } from '../change/readChange';
import { accountSwitchKey, enrollmentField, pendingChangeField } from '../fields';

/** CPS names none; a token is replaced within a week, so that a short one does no harm. */
const TTL_SECONDS = 60;

export const getAll = defineEach<ChangeInput>({
	name: 'Get Many',
	action: 'Get many DV challenges',
	description:
		'List what proves the control of each domain: a TXT record for a DNS node, or a file for a web server; one of them is enough',
	many: true,
	fields: [enrollmentField, pendingChangeField, additionalFieldsOf([accountSwitchKey])],
	mayBeEmpty: ['changeId'],
	read: readChange,
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = await pendingRef(cps, input.enrollmentId, input.changeId);
		await askingFor(cps, ref, ['lets-encrypt-challenges']);
		const validations = await getDomainValidations(cps, ref, signalOf(ctx));
		return validations.flatMap((validation) =>
			validation.challenges.map((challenge) => itemOf(ref, validation, challenge)),
		);
	},
});

function itemOf(
	ref: ChangeRef,
	{ domain, validationStatus, expires, error }: DomainValidation,
	{ type, fullPath, responseBody, redirectFullPath, status }: Challenge,
): IDataObject {
	const what = type === 'dns-01' ? recordOf(fullPath) : { url: fullPath };
	return withoutEmpty({
		...ref,
		domain,
		type,
		...what,
		value: responseBody,
		redirectUrl: redirectFullPath,
		expires,
		validationStatus,
		/** Then nothing is left to publish. */
		validated: validationStatus === 'VALIDATED',
		status,
		vendorError: error,
	});
}

/** DNS nodes take names without the final dot; the zone that it belongs to is that of the domain. */
const recordOf = (fullPath: string): IDataObject => ({
	recordType: 'TXT',
	recordName: fullPath.replace(/\.$/, ''),
	ttl: TTL_SECONDS,
});
