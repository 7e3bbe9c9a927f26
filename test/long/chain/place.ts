import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { doorCredentials } from '../../../sandbox/launcher/doors';
import { runFrom } from '../../../sandbox/launcher/executions';
import { publish } from '../../../sandbox/launcher/publish';
import { sandboxCredentials } from '../../../sandbox/launcher/sandbox';
import { importInto } from '../../../sandbox/launcher/seed';
import type { Window } from '../../../sandbox/simulator/limits';
import { DOCUMENTED_LIMITS } from '../../../sandbox/simulator/limits';
import { OwnN8n } from '../../support/ownN8n';
import type { TestSimulator } from '../../support/simulator';
import { startTestSimulator } from '../../support/simulator';
import { forAllTests } from '../../support/use';
import { CALLED, forEach, template, TEMPLATES, withValues } from './templates';

export interface Place {
	simulator: TestSimulator;
	n8n: OwnN8n;
	/** Presses "Execute workflow" at this template. */
	begin(id: string): Promise<string>;
	stop(): Promise<void>;
}

export const CONTRACTS = ['C-0N7RAC7', 'K-0N7RAK71', 'C-1EXAMP1', 'C-2EXAMP2', 'C-3EXAMP3'];

/** Nobody is asked, and everything else is as the launcher sets it up. */
const RENEWAL = { autoRelease: true, acceptWarnings: 'list' };

/** What is documented of CPS, in virtual time. */
const windowsAt = (scale: number): Window[] =>
	DOCUMENTED_LIMITS.cps.map(({ requests, perMs }) => ({ requests, perMs: perMs / scale }));

function pacingAt(scale: number): ICredentialDataDecryptedObject {
	const [burst, sustained] = windowsAt(scale);
	if (scale === 1 || !burst || !sustained) return {};
	return {
		pacing: 'custom',
		burstRequests: burst.requests,
		burstSeconds: burst.perMs / 1000,
		sustainedRequests: sustained.requests,
		sustainedSeconds: sustained.perMs / 1000,
	};
}

export interface Wanted {
	/** Virtual seconds per second */
	scale: number;
	/** One item each, as the list before Settings gives them */
	wanted?: IDataObject[];
	akamai?: object;
}

/** Simulator and n8n with the templates, published, and credentials that know the pace. */
export async function startPlace({ scale, wanted = [], akamai = {} }: Wanted): Promise<Place> {
	const simulator = await startTestSimulator({
		timeScale: scale,
		limits: { cps: windowsAt(scale) },
		seed: { akamai: { contracts: CONTRACTS, ...akamai } },
	});
	const own = sandboxCredentials(simulator);
	const credentials = [
		own.digiCert,
		{ ...own.akamai, data: { ...own.akamai.data, ...pacingAt(scale) } },
		...doorCredentials(),
	];
	const n8n = await OwnN8n.start({}, async (instance) => {
		await importInto(instance, credentials, [
			...CALLED.map((id) => template(id, scale)),
			forEach(template(TEMPLATES.fromNothing, scale), wanted),
			withValues(template(TEMPLATES.renewal, scale), RENEWAL),
		]);
	});
	for (const id of CALLED) await publish(n8n.rest, id);
	return {
		simulator,
		n8n,
		begin: async (id) => await runFrom(n8n.rest, id, 'Run by hand'),
		stop: async () => {
			await n8n.stop();
			await simulator.stop();
		},
	};
}

const STARTS_WITHIN_MS = 900_000;

/** For all tests of a file. */
export const usePlace = (wanted: Wanted): Place =>
	forAllTests(
		async () => await startPlace(wanted),
		async ({ stop }) => await stop(),
		STARTS_WITHIN_MS,
	);
