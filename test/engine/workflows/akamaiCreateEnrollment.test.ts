import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { setUp } from '../../../sandbox/launcher/setUp';
import type { WorkflowFile } from '../../../sandbox/launcher/seed';
import asShipped from '../../../workflows/akamai-create-enrollment.json';
import { akamaiCps } from '../../support/cps';
import { startTestSimulator } from '../../support/simulator';
import { forAllTests } from '../../support/use';

/** One for all tests: the last one runs again what the one before it has run. */
const simulator = forAllTests(startTestSimulator, async ({ stop }) => await stop());

const shipped = asShipped as unknown as WorkflowFile;

const parametersOf = (name: string, { nodes }: WorkflowFile = shipped): INodeParameters => {
	const found = nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The workflow has no node "${name}"`);
	return found.parameters;
};

const run = async (name: string, items: IDataObject[]) =>
	await akamaiCps(simulator, parametersOf(name), items);

/** What the Set node of the workflow makes. */
function settingsOf(workflow: WorkflowFile): IDataObject {
	const { assignments } = parametersOf('Settings', workflow) as unknown as {
		assignments: { assignments: Array<{ name: string; value: string }> };
	};
	return Object.fromEntries(assignments.assignments.map(({ name, value }) => [name, value]));
}

describe('workflows/akamai-create-enrollment.json', () => {
	it('as imported says what is not set, and sends nothing', async () => {
		const before = simulator.world.calls.all().length;
		const { error } = await run('Create enrollment', [settingsOf(shipped)]);
		expect(error?.message).toContain('nothing was sent');
		expect(simulator.world.calls.all()).toHaveLength(before);
	});

	it('creates, waits, and ends where somebody has to sign the CSR', async () => {
		const created = await run('Create enrollment', [settingsOf(setUp(shipped, ''))]);
		expect(created.error?.message).toBeUndefined();
		const item = created.outputs[0]?.[0]?.json ?? {};
		expect(item).toMatchObject({ commonName: 'www.example.com', reused: false });

		const first = await run('Check status', [item]);
		expect(first.outputs.map((items) => items.length)).toEqual([0, 1, 0, 0]);
		expect(first.outputs[1]?.[0]?.json.nextCheckInSeconds).toBe(30);

		await simulator.advance(3600);
		const second = await run('Check status', [first.outputs[1]?.[0]?.json ?? {}]);
		expect(second.outputs.map((items) => items.length)).toEqual([0, 0, 1, 0]);
		expect(second.outputs[2]?.[0]?.json).toMatchObject({
			commonName: 'www.example.com',
			enrollmentId: item.enrollmentId,
			whoActs: 'certificate manager',
			vendorStatus: 'wait-upload-third-party',
		});

		const deployed = await run('What is deployed', [item]);
		expect(deployed.outputs[0]?.[0]?.json).toMatchObject({ deployed: false });
	});

	it('adopts the enrollment when it is run again, without waiting for another turn', async () => {
		const { outputs } = await run('Create enrollment', [settingsOf(setUp(shipped, ''))]);
		expect(outputs[0]?.[0]?.json).toMatchObject({ reused: true });
	});
});
