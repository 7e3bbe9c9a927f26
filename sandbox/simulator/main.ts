/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSimulator } from './server';

/** tsx sandbox/simulator/main.ts [--port n] [--scale n] [--no-faults] */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '0' },
			scale: { type: 'string', default: '1' },
			'no-faults': { type: 'boolean', default: false },
		},
	});
	const simulator = await startSimulator({
		port: Number(values.port),
		timeScale: Number(values.scale),
		faults: values['no-faults'] ? 'none' : 'harmless',
	});
	const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
	const keyFile = join(folder, 'keys.json');
	await writeFile(keyFile, JSON.stringify(simulator.keys, null, 2), { mode: 0o600 });
	console.log(JSON.stringify({ port: simulator.port, origin: simulator.origin, keyFile }));
	const stop = async () => {
		await simulator.stop();
		await rm(folder, { recursive: true });
		process.exit(0);
	};
	process.once('SIGINT', () => void stop());
	process.once('SIGTERM', () => void stop());
}

void main();
