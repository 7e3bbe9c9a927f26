import { X509Certificate } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { additionalFieldsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { signalOf } from '../../../../shared/time/stop';
import { asObject, asObjects, asText } from '../../../../shared/values';
import type { ChangeManagement } from '../../../api/changeManagement';
import { getManagement } from '../../../api/changeManagement';
import { askingFor, pendingRef } from '../../../api/inputs';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, pendingChangeField } from '../fields';
import { type ChangeInput, readChange } from './readChange';

export const getChangeManagement = defineEach<ChangeInput>({
	name: 'Get Management Info',
	action: 'Get change management info',
	description:
		'Read what waits on the staging network, and the hash by which Approve Deployment releases it to production',
	fields: [enrollmentField, pendingChangeField, additionalFieldsOf([accountSwitchKey])],
	mayBeEmpty: ['changeId'],
	read: readChange,
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = await pendingRef(cps, input.enrollmentId, input.changeId);
		await askingFor(cps, ref, ['change-management-info']);
		return { ...ref, ...reviewOf(await getManagement(cps, ref, signalOf(ctx))) };
	},
});

/** What a person or a rule decides by. */
export function reviewOf({ hash, errors, warnings, raw }: ChangeManagement): IDataObject {
	const { pendingCertificates, pendingNetworkConfiguration } = asObject(raw.pendingState);
	return {
		hash,
		/** From then on CPS goes on by itself; null where it waits for ever. */
		acknowledgementDeadline: raw.acknowledgementDeadline ?? null,
		errors,
		warnings,
		pendingCertificates: asObjects(pendingCertificates).map((one) => ({
			...one,
			...readable(one),
		})),
		pendingNetworkConfiguration,
	};
}

/** Serial, names and dates of what would be deployed, where the PEM can be read. */
function readable({ fullCertificate }: IDataObject): IDataObject {
	try {
		const leaf = new X509Certificate(asText(fullCertificate) ?? '');
		return {
			serialNumber: leaf.serialNumber,
			subject: leaf.subject,
			subjectAltName: leaf.subjectAltName,
			validTo: new Date(leaf.validTo).toISOString(),
		};
	} catch {
		return {};
	}
}
