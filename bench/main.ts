/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { checkout } from '../sandbox/launcher/cache';
import { endAll, endOnSignals } from '../sandbox/launcher/ending';
import { say } from '../sandbox/launcher/say';
import type { KeyType } from '../sandbox/launcher/csr';
import { measureBulkChecks } from './jobs/bulkCheck';
import { measureLosses } from './jobs/losses';
import { measureMemory } from './jobs/memory';
import { measureOrders } from './jobs/orders';
import { measureRate } from './jobs/rate';
import { measureTogether } from './jobs/together';
import { openBench } from './measure';
import { page, printed } from './page';
import type { Results } from './results';
import { checkRow, costRow, lossRow, rateRow } from './results';

/** Sizes of the jobs; 0 leaves a job out. */
const SIZES = {
	orders: '1000',
	memory: '10000,50000',
	paced: '1000',
	together: '120',
	lossy: '500',
	checks: '5000',
};
const LOSS = { rate: '0.05', seed: '7' };
/** Of this repository, whose Order > Create is measured beside today's; none by default. */
const BESIDE = { beside: '' };

const { values } = parseArgs({
	options: {
		...option(SIZES),
		...option(LOSS),
		...option(BESIDE),
		results: { type: 'string', default: join(checkout, 'bench/results.json') },
		page: { type: 'string', default: join(checkout, 'docs/bench.md') },
	},
});

function option<T extends Record<string, string>>(defaults: T) {
	const entries = Object.entries(defaults).map(([name, value]) => [
		name,
		{ type: 'string', default: value },
	]);
	return Object.fromEntries(entries) as { [Name in keyof T]: { type: 'string'; default: string } };
}

/** How to run the same again: what differs from the defaults. */
function command(): string {
	const asked = Object.entries({ ...SIZES, ...LOSS, ...BESIDE }).flatMap(([name, usual]) => {
		const value = values[name as keyof typeof values];
		return value === usual ? [] : [`--${name} ${value}`];
	});
	return asked.length > 0 ? `npm run bench -- ${asked.join(' ')}` : 'npm run bench';
}

async function measured(): Promise<Results> {
	const bench = await openBench();
	const earlier = values.beside ? [await openBench(values.beside)] : [];
	const sized = async <T>(size: string, job: (count: number) => Promise<T[]>): Promise<T[]> =>
		Number(size) > 0 ? await job(Number(size)) : [];
	const counts = values.memory.split(',').map(Number).filter(Boolean);
	const loss = { rate: Number(values.rate), seed: Number(values.seed) };
	const ordersBy = async (type: KeyType) => {
		const job = async (count: number) => await measureOrders(bench, earlier, { count, type });
		return (await sized(values.orders, job)).map(costRow);
	};
	const [orders, ordersP256] = [await ordersBy('RSA 2048'), await ordersBy('P-256')];
	const memory = await measureMemory(bench, counts);
	const rate = await sized(values.paced, async (count) => await measureRate(bench, count));
	const together = await sized(
		values.together,
		async (count) => await measureTogether(bench, count),
	);
	const losses = await sized(
		values.lossy,
		async (count) => await measureLosses(bench, { orders: count, ...loss }),
	);
	const checks = await sized(values.checks, async (count) => await measureBulkChecks(bench, count));
	return {
		command: command(),
		...bench.versions,
		orders,
		ordersP256,
		memory: memory.map(costRow),
		rate: rate.map(rateRow),
		together: together.map(rateRow),
		losses: losses.map(lossRow),
		bulkChecks: checks.map(checkRow),
	};
}

async function main(): Promise<void> {
	endOnSignals();
	try {
		const results = await measured();
		say(printed(results));
		writeFileSync(values.results, `${JSON.stringify(results, null, 2)}\n`);
		writeFileSync(values.page, page(results));
		say(`Written: ${values.results}, ${values.page}`);
	} finally {
		await endAll();
	}
}

void main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	// Accounts that a failed arm left open would keep this process.
	process.exit(1);
});
