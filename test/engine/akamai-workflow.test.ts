import type { IDataObject, INodeParameters } from 'n8n-workflow';

import workflow from '../../workflows/akamai-create-enrollment.json';
import { AkamaiCps } from '../../nodes/Akamai/Cps/AkamaiCps.node';
import { akamaiCps } from '../support/cps';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';

let simulator: TestSimulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.stop());

interface WorkflowNode {
	name: string;
	type: string;
	parameters: INodeParameters;
	credentials?: Record<string, { name: string }>;
}

const nodes = workflow.nodes as unknown as WorkflowNode[];
const nodeOf = (name: string) => {
	const found = nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The workflow has no node "${name}"`);
	return found;
};
const run = async (name: string, items: IDataObject[]) =>
	await akamaiCps(simulator, nodeOf(name).parameters, items);

/** What the Set node of the workflow makes. */
function enrollmentData(): IDataObject {
	const { assignments } = nodeOf('Enrollment data').parameters as unknown as {
		assignments: { assignments: Array<{ name: string; value: string | number }> };
	};
	return Object.fromEntries(assignments.assignments.map(({ name, value }) => [name, value]));
}

describe('workflows/akamai-create-enrollment.json', () => {
	it('names our node as installed from the tarball, with the credential of the sandbox', () => {
		const own = nodes.filter(({ type }) => type.includes('akamaiCps'));
		expect(own).toHaveLength(3);
		for (const { type, credentials } of own) {
			expect(type).toBe(`n8n-nodes-certificate-lifecycle.${new AkamaiCps().description.name}`);
			expect(credentials?.akamaiEdgeGridApi?.name).toBe('Akamai EdgeGrid (sandbox)');
		}
	});

	it('connects nodes that exist, all four ways out of Check status included', () => {
		const connections = Object.entries(workflow.connections);
		for (const [from, { main }] of connections) {
			for (const name of [from, ...main.flat().map(({ node }) => node)]) nodeOf(name);
		}
		expect(workflow.connections['Check status'].main.map(([next]) => next?.node)).toEqual([
			'What is deployed',
			'Wait',
			'Who acts now',
			'Failed',
		]);
	});

	it('creates, waits, and ends where somebody has to sign the CSR', async () => {
		const created = await run('Create enrollment', [enrollmentData()]);
		expect(created.error?.message).toBeUndefined();
		const item = created.outputs[0]?.[0]?.json ?? {};
		expect(item).toMatchObject({ commonName: 'www.example.com', reused: false, waitSeconds: 0 });

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
		const { outputs } = await run('Create enrollment', [enrollmentData()]);
		expect(outputs[0]?.[0]?.json).toMatchObject({ reused: true });
	});
});
