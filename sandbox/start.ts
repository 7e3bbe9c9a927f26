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

/** Virtual seconds per second: orders and installations that take minutes end in seconds. */
const TIME_SCALE = 30;
const PROGRESS_EVERY_MS = 5_000;

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

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
	endOnSignals();
	try {
		const sandbox = await startSandbox({ simulator: { timeScale: TIME_SCALE } });
		const { origin, login } = sandbox.n8n.instance;
		say(`\nn8n's editor: ${origin}\n  email     ${login.email}\n  password  ${login.password}\n`);
		const asItMustBe = await runJob(sandbox);
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
