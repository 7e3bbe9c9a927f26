/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';
import type { Simulator } from '../simulator/server';
import { startSimulator } from '../simulator/server';
import type { SimulatorOptions } from '../simulator/world';
import { checkout } from './cache';
import { atEnd } from './ending';
import { installedN8n } from './installation';
import { startInventory } from './inventory';
import { doorCredentials } from './doors';
import { managementOf } from './mainJob';
import type { Instance, RunningN8n } from './n8n';
import { newInstance, startN8n } from './n8n';
import { step } from './say';
import type { Credential, WorkflowFile } from './seed';
import { importInto, readWorkflows } from './seed';
import { setUp } from './setUp';
import { packedPackage } from './tarball';
import { installTarball, newUserFolder } from './userFolder';

export interface SandboxOptions {
	simulator?: SimulatorOptions;
	/** Besides those under workflows/ */
	workflows?: WorkflowFile[];
	credentials?: Credential[];
	/** Settings of n8n */
	env?: NodeJS.ProcessEnv;
}

export interface Sandbox {
	simulator: Simulator;
	n8n: RunningN8n;
}

/** One credential per service, with the ids that the example workflows name. */
export function sandboxCredentials(
	{ origin, keys }: Pick<Simulator, 'origin' | 'keys'>,
	sharePercent = 100,
) {
	const digiCert: Credential = {
		id: 'certLifecycleDigiCert',
		name: 'DigiCert CertCentral (sandbox)',
		type: 'digiCertApi',
		data: {
			apiKey: keys.digicertApiKey,
			region: 'custom',
			servicesUrl: `${origin}/services/v2`,
			automationUrl: `${origin}/automationws/v1`,
			accountId: String(keys.accountId),
			divisionId: String(keys.divisionId),
			sharePercent,
		},
	};
	const akamai: Credential = {
		id: 'certLifecycleAkamai',
		name: 'Akamai EdgeGrid (sandbox)',
		type: 'akamaiEdgeGridApi',
		data: { ...keys.akamai, sharePercent },
	};
	return { digiCert, akamai };
}

/** Imports credentials and workflows into an n8n that does not run yet. */
export async function stock(
	instance: Instance,
	simulator: Simulator,
	{ workflows = [], credentials = [] }: SandboxOptions,
	sharePercent?: number,
): Promise<void> {
	const { digiCert, akamai } = sandboxCredentials(simulator, sharePercent);
	const inventory = await startInventory(managementOf(simulator));
	await step('importing credentials and workflows into n8n', async () => {
		await importInto(
			instance,
			[digiCert, akamai, ...doorCredentials(), ...credentials],
			[
				...readWorkflows(join(checkout, 'workflows')).map((file) => setUp(file, inventory)),
				...workflows,
			],
		);
	});
}

export async function sandboxSimulator(options?: SimulatorOptions): Promise<Simulator> {
	const simulator = await startSimulator(options);
	atEnd(async () => await simulator.stop());
	return simulator;
}

/** The three simulated APIs, and a new n8n that installed the packed nodes as users do. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const installation = await installedN8n();
	const tarball = await packedPackage();
	const simulator = await sandboxSimulator(options.simulator);

	const userFolder = newUserFolder(installation);
	await installTarball(userFolder, tarball);
	const instance = await newInstance(installation, userFolder, options.env);
	await stock(instance, simulator, options);
	const n8n = await step('starting n8n', async () => await startN8n(instance));
	return { simulator, n8n };
}
