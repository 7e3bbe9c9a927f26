/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { checkout } from '../sandbox/launcher/cache';
import { endOnSignals } from '../sandbox/launcher/ending';
import { say, step } from '../sandbox/launcher/say';
import { OwnN8n } from '../test/support/ownN8n';
import { measureLosses } from './boughtOnce';
import { lossSheet, page, printed, throughputSheet } from './page';
import { measureThroughput } from './throughput';

const { values } = parseArgs({
	options: {
		orders: { type: 'string', default: '500' },
		rate: { type: 'string', default: '0.05' },
		seed: { type: 'string', default: '7' },
		/** Orders against the documented limits; 0 leaves that part out */
		paced: { type: 'string', default: '1200' },
		page: { type: 'string', default: join(checkout, 'docs/bench.md') },
	},
});

async function main(): Promise<void> {
	endOnSignals();
	const [orders, rate, seed] = [Number(values.orders), Number(values.rate), Number(values.seed)];
	const paced = Number(values.paced);
	const n8n = await step('starting n8n', async () => await OwnN8n.start());
	try {
		const losses = lossSheet(await measureLosses(n8n.rest, { orders, rate, seed }));
		say(printed(losses));
		const throughput =
			paced > 0 ? throughputSheet(await measureThroughput(n8n.rest, paced)) : undefined;
		if (throughput) say(printed(throughput));
		const command = `npm run bench -- --orders ${orders} --rate ${rate} --seed ${seed} --paced ${paced}`;
		writeFileSync(values.page, page(command, seed, losses, throughput));
		say(`Written: ${values.page}`);
	} finally {
		await n8n.stop();
	}
}

void main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
