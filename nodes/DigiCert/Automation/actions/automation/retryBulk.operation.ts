import { includeInputFields, optionsOf } from '../../../../shared/fields';
import { defineOperation } from '../../../../shared/operation';
import type { Reader } from '../../../../shared/reader';
import { readScope, scopeFields } from '../../account';
import { socketOf, withBalancer } from '../../hosts/host';
import { AGENT_KEY, hostFields, SENSOR_KEY } from '../../hosts/hostFields';
import { LicenseKeyFinder, type LicenseKeys } from '../../hosts/licenseKeys';
import type { HostInput } from '../../hosts/readHosts';
import { checkHosts, readEachHost, readHost } from '../../hosts/readHosts';
import { groupIntoCalls } from '../../placing/groups';
import { readVisibleWithin, visibleWithin } from '../../placing/options';
import { place } from '../../placing/place';
import { readRetry } from '../../placing/verdicts';

interface RetryInput extends HostInput {
	/** From the form, else looked up before anything is sent. */
	keys: LicenseKeys;
	visibleWithin: number;
}

/** Automation API: automation/bulkretryautomationtask (seed 001). */
export const retryBulk = defineOperation<RetryInput>({
	name: 'Retry in Bulk',
	action: 'Retry automations in bulk',
	description: 'Run failed automations of many hosts again',
	outputs: 'accepted',
	idFields: ['automationId', 'ip', 'port'],
	fields: [
		...scopeFields,
		...hostFields(AGENT_KEY, SENSOR_KEY),
		optionsOf(includeInputFields, visibleWithin),
	],
	read: (reader) => {
		const given = readScope(reader);
		const seconds = readVisibleWithin(reader);
		return readEachHost(reader, (entry) => ({
			given,
			host: readHost(entry),
			keys: readKeys(entry),
			visibleWithin: seconds,
		}));
	},
	check: checkHosts,
	run: async (ctx, jobs) => {
		let finder: LicenseKeyFinder | undefined;
		return await place(ctx, jobs, {
			path: '/automation/bulkretryautomationtask',
			concurrency: 1,
			guarded: false,
			prepare: async ({ scope, job, before }, automation) => {
				const { keys, host } = job.input;
				if (keys.agentLicenseKey ?? keys.sensorLicenseKey) return;
				finder ??= new LicenseKeyFinder(automation);
				job.input.keys = await finder.find(scope, host, before);
			},
			calls: (entries) =>
				groupIntoCalls(entries, {
					settings: ({ scope }) => String(scope.accountId),
					socket: ({ job }) => socketOf(job.input.host),
				}),
			body: (entries) => ({
				accountId: entries[0]?.scope.accountId,
				retryAutomationTaskRequests: entries.map(({ scope, job, before }) => ({
					...withBalancer(job.input.host, before),
					...scope,
					...job.input.keys,
				})),
			}),
			secrets: ({ job }) => Object.values(job.input.keys),
			read: readRetry,
			resolves: () => false,
			windowHours: () => 0,
			visibleWithin: (input) => input.visibleWithin,
		});
	},
});

function readKeys(reader: Reader): LicenseKeys {
	const agentLicenseKey = reader.text('agentLicenseKey');
	const sensorLicenseKey = reader.text('sensorLicenseKey');
	if (agentLicenseKey && sensorLicenseKey) {
		reader.refuse('sensorLicenseKey', 'cannot stand beside the key of an agent');
	}
	return {
		...(agentLicenseKey ? { agentLicenseKey } : {}),
		...(sensorLicenseKey ? { sensorLicenseKey } : {}),
	};
}
