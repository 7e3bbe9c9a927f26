import type { IDataObject } from 'n8n-workflow';

import { includeInputFields, notice, optionsOf } from '../../../../shared/form/fields';
import { defineOperation } from '../../../../shared/operation/execute';
import { LicenseKeyFinder } from '../../../api/agents';
import { AGENT_KEY, HOST_NAMES, singleHostFields } from '../../fields/hostFields';
import type { HostInput } from '../../fields/hosts';
import { checkHostsToBuy } from '../../fields/hosts';
import { installFields, installNeeds } from '../../fields/install';
import {
	duplicateWindow,
	readVisibleWithin,
	readWindow,
	resolveAutomationIds,
	visibleWithin,
} from '../../fields/options';
import { readScope, scopeFields } from '../../fields/scope';
import { submitHosts } from '../../submitting/submitHosts';
import { readSingle } from '../../submitting/verdicts';
import {
	createFields,
	createMoreFields,
	orderNeeds,
	readCreateSettings,
	readNamedHost,
} from './create.fields';

interface CreateInput extends HostInput {
	/** Body apart from account, division and server details. */
	settings: IDataObject;
	agentLicenseKey?: string;
	resolves: boolean;
	windowHours: number;
	visibleWithin: number;
}

/** Several hosts at once; each is a call of its own. */
const CONCURRENCY = 8;

/** DigiCert Automation API, Create automation. */
export const create = defineOperation<CreateInput>({
	name: 'Create',
	action: 'Create automation',
	description: 'Install a certificate on one host, newly ordered or of an existing order',
	irreversible: true,
	namedBy: HOST_NAMES,
	idFields: ['automationId', 'ip', 'port'],
	fields: [
		notice(
			'costNotice',
			'Duplicate and Add SNI Duplicate install a certificate of an existing order. Every other action places a paid order.',
		),
		...createFields,
		...singleHostFields(AGENT_KEY),
		...installFields,
		...scopeFields,
		createMoreFields,
		optionsOf(includeInputFields, duplicateWindow, resolveAutomationIds, visibleWithin),
	],
	needs: (reader) => [...orderNeeds(reader), ...installNeeds(reader)],
	read: (reader) => {
		const { host, addsName } = readNamedHost(reader);
		return {
			given: readScope(reader),
			host,
			addsName,
			agentLicenseKey: reader.text('agentLicenseKey'),
			settings: readCreateSettings(reader, host),
			resolves: reader.boolean('options.resolveAutomationIds') ?? true,
			windowHours: readWindow(reader),
			visibleWithin: readVisibleWithin(reader),
		};
	},
	check: checkHostsToBuy,
	// What was sent is known to this process only, and not for ever.
	repeatable: () => false,
	run: async (ctx, jobs) => {
		let finder: LicenseKeyFinder | undefined;
		return await submitHosts(ctx, jobs, {
			path: '/automation/createAutomation',
			concurrency: CONCURRENCY,
			buys: true,
			keysOf: async ({ scope, job, before }, automation) => {
				const { host, agentLicenseKey } = job.input;
				if (agentLicenseKey !== undefined) return { agentLicenseKey };
				// Only an agent is named by its key; a sensor is found by the management IP.
				if (host.managementIp !== undefined) return undefined;
				finder ??= new LicenseKeyFinder(automation);
				return await finder.find(scope, host, before);
			},
			calls: (runs) => runs.map((run) => [run]),
			body: ([run]) => ({
				...run?.scope,
				...run?.job.input.settings,
				serverDetails: {
					...run?.job.input.host,
					agentLicenseKey: run?.standing.keys?.agentLicenseKey,
				},
			}),
			read: readSingle,
			resolves: ({ resolves }) => resolves,
			windowHours: ({ windowHours }) => windowHours,
			visibleWithin: (input) => input.visibleWithin,
		});
	},
});
