/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { checkout } from '../../sandbox/launcher/cache';
import { endAll, endOnSignals } from '../../sandbox/launcher/ending';
import { say } from '../../sandbox/launcher/say';
import type { FleetSample, Sizes } from './measure';
import { EACH, measureWorkers, WINDOW } from './measure';

const { values } = parseArgs({
	options: {
		workers: { type: 'string', default: '1,2,4' },
		orders: { type: 'string', default: '400' },
		paced: { type: 'string', default: '400' },
	},
});

const HEAD = [
	'Node',
	'Workers',
	'Bought',
	'Orders a second',
	'Beside HTTP Request',
	'Bought against a limit',
	'Of the allowed rate',
	'429',
];

function rowOf(sample: FleetSample, samples: FleetSample[]): string {
	const other = samples.find((one) => one.workers === sample.workers && one.node !== sample.node);
	const ratio = sample.ordersPerSecond / (other?.ordersPerSecond ?? sample.ordersPerSecond);
	const isOurs = sample.node === samples[0]?.node;
	const cells = [
		sample.node,
		sample.workers,
		sample.bought,
		sample.ordersPerSecond.toFixed(0),
		isOurs ? ratio.toFixed(2) : '',
		sample.boughtPaced,
		// What went through in one burst has taken no time.
		sample.share > 0 ? `${(sample.share * 100).toFixed(1)} %` : '',
		sample.refused,
	];
	return `| ${cells.join(' | ')} |`;
}

const page = (samples: FleetSample[], { orders, paced }: Sizes): string => `# Bench of workers

n8n in queue mode on one machine: main process, webhook process, PostgreSQL, Redis, simulator and 1, 2 or 4 workers share its cores, so more workers than cores make nothing faster here. *Bought* and *orders a second*: ${orders} orders in executions of ${EACH}, all called at once, without limits. *Against a limit*: ${paced} orders where ${WINDOW.requests} calls are allowed in ${WINDOW.perMs / 1000} s; our credential has 100 % divided by the number of workers as *Share*, n8n's HTTP Request node has nothing of the kind and goes on after errors. *Of the allowed rate* is of the calls that were let through, from the first to the last; ours look before they buy, so they make more calls than orders. Reproduce, where PostgreSQL and Redis are installed, with

\`\`\`sh
npm run bench:workers
\`\`\`

| ${HEAD.join(' | ')} |
| --- | ${HEAD.slice(1)
	.map(() => '--:')
	.join(' | ')} |
${samples.map((sample) => rowOf(sample, samples)).join('\n')}
`;

async function main(): Promise<void> {
	endOnSignals();
	const sizes = { orders: Number(values.orders), paced: Number(values.paced) };
	const samples: FleetSample[] = [];
	try {
		for (const workers of values.workers.split(',').map(Number)) {
			samples.push(...(await measureWorkers(workers, sizes)));
		}
		const written = page(samples, sizes);
		writeFileSync(join(checkout, 'docs/bench-workers.md'), written);
		say(written);
	} finally {
		await endAll();
	}
}

void main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exit(1);
});
