import { includeInputFields, numberOption, optionsOf } from '../../../../shared/form/fields';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Job } from '../../../../shared/operation/operation';
import type { Reader } from '../../../../shared/reader/reader';
import { scopeOf } from '../../../api/account';
import { LicenseKeyFinder, type LicenseKeys } from '../../../api/agents';
import { withBalancer } from '../../../api/automationThing';
import { socketOf } from '../../../api/hosts';
import { automationOf } from '../../../transport/automation';
import { AGENT_KEY, HOST_NAMES, hostFields, SENSOR_KEY } from '../../fields/hostFields';
import type { HostInput } from '../../fields/hosts';
import { checkHosts, HOST_SOURCES, readEachHost, readHost } from '../../fields/hosts';
import { readVisibleWithin, visibleWithin } from '../../fields/options';
import { readScope, scopeFields } from '../../fields/scope';
import { groupIntoCalls } from '../../submitting/batches';
import type { Submission } from '../../submitting/hostRun';
import { counted, retriesOn, usedUp } from '../../submitting/retries';
import { submitHosts } from '../../submitting/submitHosts';
import { readRetry } from '../../submitting/verdicts';

interface RetryInput extends HostInput {
	/** From the form; where there is none, it is looked up before anything is sent. */
	keys: LicenseKeys;
	visibleWithin: number;
	mostRetries: number;
	/** Not where an item stands for a list of hosts. */
	counts: boolean;
}

const USUAL_RETRIES = 3;
const HIGHEST_RETRIES = 100;

const mostRetries = numberOption(
	'Most Retries',
	'mostRetries',
	'An item whose retries count so many leaves by Rejected and is not sent. Each retry adds one to the field "retries" of its item. Hosts from a list are not counted.',
	{ min: 1, max: HIGHEST_RETRIES, default: USUAL_RETRIES },
);

/** DigiCert Automation API, Bulk retry (automation/bulkretryautomationtask). */
export const retryBulk = defineOperation<RetryInput>({
	name: 'Retry in Bulk',
	action: 'Retry automations in bulk',
	description: 'Run failed automations of many hosts again',
	outputs: 'accepted',
	namedBy: HOST_NAMES,
	idFields: ['automationId', 'ip', 'port'],
	fields: [
		...hostFields(AGENT_KEY, SENSOR_KEY),
		...scopeFields,
		optionsOf(includeInputFields, visibleWithin, mostRetries),
	],
	// What an item lacks is looked up.
	mayBeEmpty: ['agentLicenseKey', 'sensorLicenseKey'].flatMap((key) => [key, `hosts.host.${key}`]),
	read: (reader) => {
		const given = readScope(reader);
		const seconds = readVisibleWithin(reader);
		const most = reader.integer('options.mostRetries', 1, HIGHEST_RETRIES) ?? USUAL_RETRIES;
		const counts = reader.choice('hostSource', HOST_SOURCES) === 'inputItems';
		return readEachHost(reader, (entry) => ({
			given,
			host: readHost(entry),
			keys: readKeys(entry),
			visibleWithin: seconds,
			mostRetries: most,
			counts,
		}));
	},
	check: checkHosts,
	// What failed again by then would be retried again.
	repeatable: () => false,
	run: async (ctx, jobs) => {
		const inputs = ctx.getInputData();
		const counts = new Set(jobs.flatMap((job) => (job.input.counts ? job.item : [])));
		const jsonOf = (item: number) => (counts.has(item) ? (inputs[item]?.json ?? {}) : {});
		const isSpent = ({ item, input }: Job<RetryInput>) =>
			retriesOn(jsonOf(item)) >= input.mostRetries;
		const open = jobs.filter((job) => !isSpent(job));
		const sent = open.length > 0 ? await submitHosts(ctx, open, submission()) : [];
		const { client } = await automationOf(ctx);
		const spent = jobs.filter(isSpent).map(async (job) => {
			const scope = await scopeOf(ctx, client, job.input.given);
			return usedUp(job, scope, jsonOf(job.item));
		});
		return [
			...(await Promise.all(spent)),
			...sent.map((outcome) => counted(outcome, jsonOf(outcome.item))),
		];
	},
});

function submission(): Submission<RetryInput> {
	let finder: LicenseKeyFinder | undefined;
	return {
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
	};
}

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
