import type { IDataObject } from 'n8n-workflow';

import { includeInputFields, optionsOf, simplify } from '../../../../shared/form/fields';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Id } from '../../../../shared/values';
import { asObject } from '../../../../shared/values';
import type { PartialScope, Scope } from '../../../api/account';
import { scopeOf } from '../../../api/account';
import { reasonOf } from '../../../api/automationStatus';
import type { AutomationDetails } from '../../../api/automationDetails';
import { readDetails } from '../../../api/automationDetails';
import { automationOf } from '../../../transport/automation';
import { readScope, scopeFields } from '../../fields/scope';
import { automationIdField } from './fields';

interface GetInput {
	given: PartialScope;
	automationId: Id;
	simplified: boolean;
}

/** DigiCert Automation API, View automation details. */
export const get = defineOperation<GetInput>({
	name: 'Get',
	action: 'Get automation',
	description: 'View the details of one automation: status, progress, certificate',
	fields: [
		automationIdField(true, 'The automation, by its automation ID'),
		simplify,
		...scopeFields,
		optionsOf(includeInputFields),
	],
	read: (reader) => ({
		given: readScope(reader),
		automationId: reader.requiredId('automationId'),
		simplified: reader.boolean('simplify') ?? true,
	}),
	run: async (ctx, jobs) => {
		const automation = await automationOf(ctx);
		return await forEachJob(ctx, jobs, async ({ given, automationId, simplified }) => {
			const scope = await scopeOf(ctx, automation.client, given);
			const details = await readDetails(automation, scope, automationId);
			return [
				{
					json: simplified
						? simplifyDetails(details, scope, automationId)
						: { automationId, ...scope, ...details.raw },
				},
			];
		});
	},
});

/** The fields that people decide by, flat. */
export function simplifyDetails(
	details: AutomationDetails,
	scope: Scope,
	automationId: Id,
): IDataObject {
	const { raw } = details;
	const { automationStatus, requestedOn, lastRunTime, nextRenewalDate, message } = asObject(
		raw.autoStatusResponse,
	);
	const progress = asObject(raw.autoOrderProgressResponse);
	const certificate = asObject(raw.certDetailsResponse);
	return withoutUndefined({
		automationId,
		...scope,
		automationStatus,
		requestedOn,
		lastRunTime,
		nextRenewalDate,
		message,
		csrProgress: asObject(progress.csrGenResponse).csrProgress,
		postCSRProgress: asObject(progress.postCsrGenResponse).postCSRProgress,
		certInstallProgress: asObject(progress.certInstallResponse).certInstallProgress,
		scheduleOn: asObject(progress.certInstallResponse).scheduleOn,
		...reasonOf(details),
		isRetryApplicable: progress.isRetryApplicable,
		isRequestApproval: raw.isRequestApproval,
		commonName: certificate.commonName,
		sans: certificate.sans,
		automationProfileName: certificate.automationProfileName,
		automationProfileStatus: certificate.automationProfileStatus,
		productType: certificate.productType,
		validityPeriod: certificate.validityPeriod,
	});
}

const withoutUndefined = (object: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
