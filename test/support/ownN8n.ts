import { endAll } from '../../sandbox/launcher/ending';
import { installedN8n } from '../../sandbox/launcher/installation';
import type { Instance, RunningN8n } from '../../sandbox/launcher/n8n';
import { besides, newInstance, startN8n } from '../../sandbox/launcher/n8n';
import { packedPackage } from '../../sandbox/launcher/tarball';
import { installTarball, newUserFolder } from '../../sandbox/launcher/userFolder';

/** A real n8n of a test's own, with the packed nodes, that may be killed and started again. */
export class OwnN8n {
	private constructor(
		readonly instance: Instance,
		private running: RunningN8n,
	) {}

	/** `stock` brings in what is there before it runs, as n8n's import commands do. */
	static async start(
		env: NodeJS.ProcessEnv = {},
		stock: (instance: Instance) => Promise<void> = async () => {},
	): Promise<OwnN8n> {
		const installation = await installedN8n();
		const tarball = await packedPackage();
		const userFolder = newUserFolder(installation);
		await installTarball(userFolder, tarball);
		const instance = await newInstance(installation, userFolder, env);
		await stock(instance);
		return new OwnN8n(instance, await startN8n(instance));
	}

	/** A second process on the same database, as a queue has its workers: same workflows, same store. */
	async beside(): Promise<OwnN8n> {
		const instance = await besides(this.instance);
		return new OwnN8n(instance, await startN8n(instance));
	}

	get rest() {
		return this.running.rest;
	}

	/** SIGKILL: n8n finishes nothing and writes nothing any more. */
	async kill(): Promise<void> {
		await this.running.kill();
	}

	/** On the same user folder: same database, same credentials, same workflows. */
	async startAgain(): Promise<void> {
		this.running = await startN8n(this.instance);
	}

	async stop(): Promise<void> {
		await this.running.stop();
		await endAll();
	}
}
