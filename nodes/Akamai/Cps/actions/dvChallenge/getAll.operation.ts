import type { IDataObject } from 'n8n-workflow';

import { within, zoneOf } from '../../../../shared/certificate/zones';
import { additionalFieldsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { readZones, zonesField } from '../../../../shared/reader/zones';
import { signalOf } from '../../../../shared/time/stop';
import { withoutEmpty } from '../../../../shared/values';
import type { Challenge, DomainValidation } from '../../../api/dvChallenges';
import { getDomainValidations } from '../../../api/dvChallenges';
import { askingFor, pendingRef } from '../../../api/inputs';
import { cpsOf } from '../../../transport/cps';
import { type ChangeInput, readChange } from '../change/readChange';
import { accountSwitchKey, enrollmentField, pendingChangeField } from '../fields';

/** CPS names none; a token is replaced within a week, so that a short one does no harm. */
const TTL_SECONDS = 60;

interface Input extends ChangeInput {
	zones: string[];
}

export const getAll = defineEach<Input>({
	name: 'Get Many',
	action: 'Get many DV challenges',
	description:
		'List what proves the control of each domain: a TXT record for a DNS node, or a file for a web server; one of them is enough',
	many: true,
	fields: [enrollmentField, pendingChangeField, zonesField, additionalFieldsOf([accountSwitchKey])],
	mayBeEmpty: ['changeId'],
	read: (reader) => ({ ...readChange(reader), zones: readZones(reader) }),
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = await pendingRef(cps, input.enrollmentId, input.changeId);
		await askingFor(cps, ref, ['lets-encrypt-challenges']);
		const validations = await getDomainValidations(cps, ref, signalOf(ctx));
		return validations.flatMap((validation) =>
			validation.challenges.map((challenge) => ({
				...ref,
				...itemOf(validation, challenge, input.zones),
			})),
		);
	},
});

function itemOf(
	{ domain, validationStatus, expires, error }: DomainValidation,
	{ type, fullPath, responseBody, redirectFullPath, status }: Challenge,
	zones: string[],
): IDataObject {
	const what = type === 'dns-01' ? recordOf(domain, fullPath, zones) : { url: fullPath };
	return withoutEmpty({
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

/** CPS prints the whole name with a final dot; a record is written into a zone, relative to it. */
function recordOf(domain: string, fullPath: string, zones: string[]): IDataObject {
	const recordFqdn = fullPath.replace(/\.$/, '');
	const zone = zoneOf(domain, zones);
	const isWithin = recordFqdn === zone || recordFqdn.endsWith(`.${zone}`);
	return {
		recordType: 'TXT',
		...(isWithin ? { recordName: within(recordFqdn, zone), recordZone: zone } : {}),
		recordFqdn,
		ttl: TTL_SECONDS,
	};
}
