import type { IDataObject } from 'n8n-workflow';

import {
	additionalFieldsOf,
	choice,
	includeInputFields,
	notice,
	optionsOf,
	text,
} from '../../../../shared/form/fields';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Reader } from '../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../shared/values';
import { socketOf } from '../../../api/hosts';
import { additionalEmails, readAdditionalEmails } from '../../fields/emails';
import { HOST_NAMES, hostFields } from '../../fields/hostFields';
import type { HostInput } from '../../fields/hosts';
import { checkHostsToBuy, readEachHost, readHost } from '../../fields/hosts';
import {
	installFields,
	installNeeds,
	readInstallSettings,
	renewalFields,
} from '../../fields/install';
import {
	duplicateWindow,
	readVisibleWithin,
	readWindow,
	resolveAutomationIds,
	visibleWithin,
} from '../../fields/options';
import { readScope, scopeFields } from '../../fields/scope';
import { groupIntoCalls } from '../../submitting/batches';
import { submitHosts } from '../../submitting/submitHosts';
import { readBulk } from '../../submitting/verdicts';

const ACTIONS = ['ENROLL', 'RENEW', 'TRANSFER'] as const;

interface BulkInput extends HostInput {
	/** Body apart from account, division and hosts; hosts of equal settings share a call. */
	settings: IDataObject;
	resolves: boolean;
	windowHours: number;
	visibleWithin: number;
}

/** DigiCert Automation API, Create bulk automation. */
export const createBulk = defineOperation<BulkInput>({
	name: 'Create in Bulk',
	action: 'Create automations in bulk',
	description: 'Order and install certificates on many hosts',
	outputs: 'accepted',
	irreversible: true,
	namedBy: HOST_NAMES,
	idFields: ['automationId', 'ip', 'port'],
	fields: [
		notice(
			'costNotice',
			'Enroll, Renew and Transfer each place a paid order for every host. To install a certificate that was ordered before, use Create with the action Duplicate.',
		),
		choice(
			'Action',
			'automationActionType',
			'What the automation does on each host; every action places a paid order',
			{
				default: 'ENROLL',
				options: [
					['ENROLL', 'Enroll', 'Order a certificate and install it (paid)'],
					['RENEW', 'Renew', 'Renew an expiring DigiCert certificate (paid)'],
					['TRANSFER', 'Transfer', 'Replace the certificate of another CA (paid)'],
				],
			},
		),
		...hostFields(),
		...installFields,
		...scopeFields,
		additionalFieldsOf([
			text(
				'ACME Profile Name',
				'acmeProfileName',
				'Automation profile for hosts with an agent; needed where no default or associated profile fits',
			),
			additionalEmails,
			...renewalFields,
			text(
				'Sensor Profile Name',
				'sensorProfileName',
				'Automation profile for agentless hosts; needed where no default or associated profile fits',
			),
		]),
		optionsOf(includeInputFields, duplicateWindow, resolveAutomationIds, visibleWithin),
	],
	needs: installNeeds,
	read: (reader) => {
		const shared = {
			given: readScope(reader),
			settings: readSettings(reader),
			resolves: reader.boolean('options.resolveAutomationIds') ?? true,
			windowHours: readWindow(reader),
			visibleWithin: readVisibleWithin(reader),
		};
		return readEachHost(reader, (host) => ({ ...shared, host: readHost(host) }));
	},
	check: checkHostsToBuy,
	// What was sent is known to this process only, and not for ever.
	repeatable: () => false,
	run: async (ctx, jobs) =>
		await submitHosts(ctx, jobs, {
			path: '/automation/createAutomation/bulk',
			concurrency: 1,
			buys: true,
			calls: (runs) =>
				groupIntoCalls(runs, {
					settings: ({ scope, job }) => JSON.stringify([scope, job.input.settings]),
					socket: ({ job }) => socketOf(job.input.host),
				}),
			body: (runs) => ({
				...runs[0]?.scope,
				...runs[0]?.job.input.settings,
				ipPortsToAutomate: runs.map(({ job }) => ({ ...job.input.host })),
			}),
			read: readBulk,
			resolves: ({ resolves }) => resolves,
			windowHours: ({ windowHours }) => windowHours,
			visibleWithin: (input) => input.visibleWithin,
		}),
});

const readSettings = (reader: Reader): IDataObject =>
	withoutEmpty({
		additionalEmails: readAdditionalEmails(reader),
		sensorProfileName: reader.text('additionalFields.sensorProfileName'),
		acmeProfileName: reader.text('additionalFields.acmeProfileName'),
		automationActionType: reader.requiredChoice('automationActionType', ACTIONS),
		installSettings: readInstallSettings(reader),
	});
