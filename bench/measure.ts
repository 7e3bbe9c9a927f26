/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { run } from '../sandbox/launcher/child';
import { installedN8n } from '../sandbox/launcher/installation';
import { quietEnvironment } from '../sandbox/launcher/quiet';
import { step } from '../sandbox/launcher/say';
import { packedPackage } from '../sandbox/launcher/tarball';
import { installTarball, temporaryFolder } from '../sandbox/launcher/userFolder';
import type { Call } from '../sandbox/simulator/calls';
import type { Account } from './account';
import { openAccount } from './account';
import type { Arm } from './arms';
import type { Measured, Task } from './process/task';
import { packedRevision } from './revision';

/** Starts processes that each measure one arm, in the engine and by the Node of the real n8n. */
export interface Bench {
	/** Of the engine, and of the Node that runs it */
	versions: { node: string; n8n: string };
	/** Whose nodes it runs, where they are not the checkout's */
	revision?: string;
	measure(task: Task): Promise<Measured>;
}

/** `revision`: of this repository, whose nodes run in place of the checkout's */
export async function openBench(revision?: string): Promise<Bench> {
	const installation = await installedN8n();
	const folder = temporaryFolder('bench');
	const tarball = revision ? await packedRevision(revision) : await packedPackage();
	const { name } = await installTarball(folder, tarball);
	const env = {
		...quietEnvironment(),
		NODE_COMPILE_CACHE: installation.compiled,
		N8N_LOG_LEVEL: 'silent',
		N8N_USER_FOLDER: folder,
		BENCH_N8N_MODULES: join(installation.folder, 'node_modules'),
		BENCH_PACKAGE: join(folder, '.n8n/nodes/node_modules', name),
	};
	const compiler = createRequire(__filename).resolve('tsx/cjs');
	const entry = join(__dirname, 'process/main.ts');
	const [taskFile, resultFile] = [join(folder, 'task.json'), join(folder, 'result.json')];
	const { version } = JSON.parse(
		readFileSync(join(installation.folder, 'node_modules/n8n/package.json'), 'utf8'),
	) as { version: string };
	const node = (await run(installation.node, ['--version'])).trim().replace(/^v/, '');
	return {
		versions: { node, n8n: version },
		...(revision ? { revision } : {}),
		measure: async (task) => {
			writeFileSync(taskFile, JSON.stringify(task), { mode: 0o600 });
			const args = ['--expose-gc', '--require', compiler, entry, taskFile, resultFile];
			await run(installation.node, args, { env });
			return JSON.parse(readFileSync(resultFile, 'utf8')) as Measured;
		},
	};
}

/** No limits on either side, so that nothing but the node itself counts. */
export const UNPACED: IDataObject = {
	pacing: 'custom',
	burstRequests: 1_000_000,
	burstSeconds: 1,
	sustainedRequests: 1_000_000,
	sustainedSeconds: 1,
};

export const credentialOf = ({ keys, servicesUrl, automationUrl }: Account): IDataObject => ({
	apiKey: keys.digicertApiKey,
	region: 'custom',
	servicesUrl,
	automationUrl,
});

export interface Sample {
	node: string;
	ours: boolean;
	items: number;
	measured: Measured;
	/** What the service saw of it */
	connections: number;
	calls: Call[];
}

/** So many items make Node compile what is measured. */
export const WARM_UP_ITEMS = 1000;

export interface Job {
	label: string;
	arm: Arm;
	/** Puts into the books what the job needs, and gives its items. */
	prepare(account: Account): Promise<IDataObject[]>;
	/**
	 * The same, smaller, where time and CPU count; with other orders, since a key once noted in a
	 * process is waited for.
	 */
	warmUp?(account: Account): Promise<IDataObject[]>;
	/** Pacing of the credential */
	pacing?: IDataObject;
	/** Executions at once that share the items */
	executions?: number;
}

/** Measures one arm on an account; it warms up on another, so that this one shows the job only. */
export async function sampleOf(bench: Bench, account: Account, job: Job): Promise<Sample> {
	const { arm, label, pacing = UNPACED, executions } = job;
	return await step(`${label}: ${arm.name}`, async () => {
		const practice = await openAccount();
		const work = (on: Account, items: IDataObject[], pace: IDataObject) => ({
			arm: arm.of(on),
			credential: { ...credentialOf(on), ...pace },
			items,
		});
		try {
			const warmUp = work(practice, (await job.warmUp?.(practice)) ?? [], UNPACED);
			const measured = { ...work(account, await job.prepare(account), pacing), executions };
			const [connections, calls] = [account.connections(), account.calls().length];
			const result = await bench.measure({ warmUp, measured });
			return {
				node: arm.name,
				ours: arm.ours ?? false,
				items: measured.items.length,
				measured: result,
				connections: account.connections() - connections,
				calls: account.calls().slice(calls),
			};
		} finally {
			await practice.stop();
		}
	});
}
