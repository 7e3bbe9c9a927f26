import { includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Reader } from '../../../../shared/reader/reader';
import { LicenseKeyFinder, type LicenseKeys } from '../../../api/agents';
import { withBalancer } from '../../../api/automationThing';
import { socketOf } from '../../../api/hosts';
import { AGENT_KEY, hostFields, SENSOR_KEY } from '../../fields/hostFields';
import type { HostInput } from '../../fields/hosts';
import { checkHosts, readEachHost, readHost } from '../../fields/hosts';
import { readVisibleWithin, visibleWithin } from '../../fields/options';
import { readScope, scopeFields } from '../../fields/scope';
import { groupIntoCalls } from '../../submitting/batches';
import { submitHosts } from '../../submitting/submitHosts';
import { readRetry } from '../../submitting/verdicts';

interface RetryInput extends HostInput {
	/** From the form; where there is none, it is looked up before anything is sent. */
	keys: LicenseKeys;
	visibleWithin: number;
}

/** DigiCert Automation API, Bulk retry (automation/bulkretryautomationtask). */
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
	// What failed again by then would be retried again.
	repeatable: () => false,
	run: async (ctx, jobs) => {
		let finder: LicenseKeyFinder | undefined;
		return await submitHosts(ctx, jobs, {
			path: '/automation/bulkretryautomationtask',
			concurrency: 1,
			buys: false,
			keysOf: async ({ scope, job, before }, automation) => {
				const { keys, host } = job.input;
				if (keys.agentLicenseKey ?? keys.sensorLicenseKey) return keys;
				finder ??= new LicenseKeyFinder(automation);
				return await finder.find(scope, host, before);
			},
			calls: (runs) =>
				groupIntoCalls(runs, {
					settings: ({ scope }) => String(scope.accountId),
					socket: ({ job }) => socketOf(job.input.host),
				}),
			body: (runs) => ({
				accountId: runs[0]?.scope.accountId,
				retryAutomationTaskRequests: runs.map(({ scope, job, before, standing }) => ({
					...withBalancer(job.input.host, before),
					...scope,
					...standing.keys,
				})),
			}),
			read: readRetry,
			resolves: () => false,
			windowHours: () => 0,
			visibleWithin: (input) => input.visibleWithin,
		});
	},
});

function readKeys(reader: Reader): LicenseKeys {
	// What an item lacks is looked up.
	const keyIn = (path: string) => (reader.isGiven(path) ? reader.text(path) : undefined);
	const agentLicenseKey = keyIn('agentLicenseKey');
	const sensorLicenseKey = keyIn('sensorLicenseKey');
	if (agentLicenseKey && sensorLicenseKey) {
		reader.refuse('sensorLicenseKey', 'cannot stand beside the key of an agent');
	}
	return {
		...(agentLicenseKey ? { agentLicenseKey } : {}),
		...(sensorLicenseKey ? { sensorLicenseKey } : {}),
	};
}
