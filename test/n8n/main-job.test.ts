import type { IDataObject } from 'n8n-workflow';
import type { Execution } from '../../sandbox/launcher/executions';
import { errorOf, jsonOf, outputOf } from '../../sandbox/launcher/executions';
import type { Books } from '../../sandbox/launcher/mainJob';
import { MAIN, managementOf, runMainJob } from '../../sandbox/launcher/mainJob';
import { compareWithBooks, hostsIn, summaryIn } from '../../sandbox/launcher/outcome';
import { loggedIn, shared } from './support/shared';

const MINUTES = 60_000;

describe('The main job through a real n8n', () => {
	const { simulator } = shared();
	const { books } = managementOf(simulator);
	let execution: Execution;
	let items: IDataObject[];
	let before: Books;
	let after: Books;
	beforeAll(async () => {
		before = await books();
		execution = await runMainJob(await loggedIn(), before.hosts);
		items = jsonOf(outputOf(execution, MAIN.last));
		after = await books();
	}, 5 * MINUTES);

	it('ends without a failure', () => {
		expect(errorOf(execution)).toBeUndefined();
		expect(execution.status).toBe('success');
	});

	it('gives one item per host and one summary', () => {
		expect(before.hosts).toHaveLength(24);
		expect(hostsIn(items)).toHaveLength(24);
		expect(items).toHaveLength(25);
	});

	it("ends exactly as the simulator's own books say it must", () => {
		// What other tests bought of the same simulator before is none of this job.
		const paidOrders = after.paidOrders - before.paidOrders;
		expect(compareWithBooks(hostsIn(items), { ...after, paidOrders })).toEqual([]);
	});

	it('tells a person how many are done and who must act for the others', () => {
		const open = hostsIn(items).filter(({ state }) => state !== 'done');
		const summary = summaryIn(items);
		expect(summary).toContain(`24 hosts: ${24 - open.length} done`);
		for (const { host, whoActs } of open) {
			expect(summary).toContain(host);
			expect(summary).toContain(whoActs);
			expect(whoActs).not.toBe('nobody');
		}
	});

	it('stores no key, token or license key in the execution', async () => {
		const stored = JSON.stringify(execution.data);
		const { digicertApiKey, akamai } = simulator.keys;
		for (const secret of [digicertApiKey, akamai.clientSecret, akamai.clientToken]) {
			expect(stored).not.toContain(secret);
		}
		expect(stored).not.toMatch(/licenseKey":"[0-9A-F]{16}/i);
	});
});
