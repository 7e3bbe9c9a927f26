/* eslint-disable @n8n/community-nodes/no-dangerous-functions */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import workflow from '../../../workflows/akamai-create-enrollment.json';
import { akamaiCps } from '../../support/cps';
import { startTestSimulator } from '../../support/simulator';
import { forAllTests } from '../../support/use';

/** One for all tests: the last one runs again what the one before it has run. */
const simulator = forAllTests(startTestSimulator, async ({ stop }) => await stop());

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

/** What n8n makes of an expression in a round of the loop. */
const resolve = (expression: string, $json: IDataObject, $runIndex: number): unknown =>
	new Function('$json', '$runIndex', `return ${expression.slice(3, -2)}`)($json, $runIndex);

const condition = (name: string): string => {
	const { conditions } = nodeOf(name).parameters as unknown as {
		conditions: { conditions: Array<{ leftValue: string }> };
	};
	return conditions.conditions[0]?.leftValue ?? '';
};

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
			'Check again?',
			'Who acts now',
			'Failed',
		]);
	});

	it('asks less and less often, for two days at most', () => {
		const [again, ended] = workflow.connections['Check again?'].main.map(([next]) => next?.node);
		expect([again, ended]).toEqual(['Wait', 'Still in progress']);
		const item = { nextCheckInSeconds: 30, waitSeconds: 0 };
		const goesOn = condition('Check again?');
		const pauses = [];
		for (let round = 0; round < 1000 && resolve(goesOn, item, round); round++) {
			pauses.push(resolve(String(nodeOf('Wait').parameters.amount), item, round));
		}
		expect(pauses.slice(0, 8)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600]);
		const hours = pauses.reduce<number>((sum, seconds) => sum + Number(seconds), 0) / 3600;
		expect(hours).toBeGreaterThan(24);
		expect(hours).toBeLessThan(72);
		expect(resolve(String(nodeOf('Wait').parameters.amount), { waitSeconds: 5 }, 9)).toBe(5);
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
