/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { parseArgs } from 'node:util';
import { endAll, endOnSignals, isEnding } from './launcher/ending';
import { errorOf, jsonOf, outputOf } from './launcher/executions';
import type { Management } from './launcher/mainJob';
import { MAIN, managementOf, runMainJob } from './launcher/mainJob';
import { compareWithBooks, hostsIn, summaryIn } from './launcher/outcome';
import type { Sandbox } from './launcher/sandbox';
import { startSandbox } from './launcher/sandbox';
import { say, step } from './launcher/say';
import { tableOf } from './launcher/table';
import type { Worker } from './queue/fleet';
import { startQueueSandbox } from './queue/sandbox';

/** Virtual seconds per second: orders and installations that take minutes end in seconds. */
const TIME_SCALE = 30;
const PROGRESS_EVERY_MS = 5_000;
const MOST_WORKERS = 20;

function progressOf(management: Management): () => Promise<void> {
	let told = Date.now();
	let before = '';
	return async () => {
		if (Date.now() - told < PROGRESS_EVERY_MS) return;
		told = Date.now();
		const { orders, hosts } = await management.books();
		const issued = orders.filter(({ status }) => status === 'issued').length;
		const automations = hosts.flatMap((host) => host.automations);
		const statuses = [...new Set(automations.map(({ status }) => status))].sort();
		const count = (status: string) => automations.filter((one) => one.status === status).length;
		const now = [
			`${orders.length} orders paid, ${issued} issued`,
			...statuses.map((status) => `${count(status)} ${status}`),
		].join(' · ');
		if (now !== before) say(`  ${now}`);
		before = now;
	};
}

/** True if the job ended exactly as the simulator's books say it must. */
async function runJob({ simulator, n8n }: Sandbox): Promise<boolean> {
	const management = managementOf(simulator);
	const { hosts } = await management.books();
	const execution = await step(
		`running "Order, automate, poll, retry" in n8n for ${hosts.length} hosts`,
		async () => await runMainJob(n8n.rest, hosts, { meanwhile: progressOf(management) }),
	);
	const items = jsonOf(outputOf(execution, MAIN.last));
	const outcomes = hostsIn(items);
	say(tableOf(outcomes));
	say(summaryIn(items));
	const failure = errorOf(execution);
	if (failure) say(`The execution failed at ${failure}`);
	const wrong = compareWithBooks(outcomes, await management.books());
	if (wrong.length > 0) say(`\nNot as the simulator's books say:\n${wrong.join('\n')}`);
	else say("\nExactly as the simulator's books say it must be.");
	return !failure && wrong.length === 0;
}

function optionsGiven() {
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			queue: { type: 'boolean', default: false },
			workers: { type: 'string', default: '2' },
		},
	});
	const workers = Number(values.workers);
	if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) {
		return { ...values, workers };
	}
	say(`--workers is a number from 1 to ${MOST_WORKERS}`);
	process.exit(2);
}

type Started = Sandbox & { workers?: Worker[] };

const started = async ({ queue, workers }: ReturnType<typeof optionsGiven>): Promise<Started> => {
	const options = { simulator: { timeScale: TIME_SCALE } };
	return queue ? await startQueueSandbox(workers, options) : await startSandbox(options);
};

/** A workflow that calls others waits for them, so these count as well. */
function sayWhoWorked(workers: Worker[]): void {
	const counts = workers.map((worker, at) => `worker ${at + 1}: ${worker.executions().length}`);
	say(`Executions by ${counts.join(', ')}`);
}

async function main(): Promise<void> {
	const values = optionsGiven();
	endOnSignals();
	try {
		const sandbox = await started(values);
		const { origin, login } = sandbox.n8n.instance;
		say(`\nn8n's editor: ${origin}\n  email     ${login.email}\n  password  ${login.password}\n`);
		const asItMustBe = await runJob(sandbox);
		if (sandbox.workers) sayWhoWorked(sandbox.workers);
		process.exitCode = asItMustBe ? 0 : 1;
		if (!values.once) {
			say(`\nThe editor stays open at ${origin} (login above). Ctrl-C ends everything.`);
			return;
		}
	} catch (error) {
		if (isEnding()) return;
		say(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	}
	await endAll();
}

void main();
