import type { Execution } from '../../sandbox/launcher/executions';
import { errorOf, jsonOf, outputOf, runFrom } from '../../sandbox/launcher/executions';
import { addWorkflow, publish } from '../../sandbox/launcher/publish';
import type { Rest } from '../../sandbox/launcher/rest';
import { finished } from '../support/itemsWorkflow';
import { loggedIn } from './support/shared';
import type { Step } from './support/workflows';
import { chain, START } from './support/workflows';

const MINUTE = 60_000;
/** From 65 seconds on n8n puts an execution into its database and goes on with it later. */
const WAIT: Step = {
	name: 'Wait',
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { amount: 66, unit: 'seconds' },
};
const RESULT: Step = {
	name: 'Result',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: '{ "result": true }' },
};
const FAILURE: Step = {
	name: 'Failure',
	type: 'n8n-nodes-base.stopAndError',
	parameters: { errorMessage: 'It went wrong' },
};
const CALL = 'Call';

let rest: Rest;
beforeAll(async () => {
	rest = await loggedIn();
});

/** Runs a workflow that calls one which waits and then does this. */
async function calling(last: Step): Promise<Execution> {
	const trigger: Step = {
		name: START,
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		parameters: { inputSource: 'passthrough' },
	};
	const called = await addWorkflow(rest, chain(`Called: ${last.name}`, [WAIT, last], trigger));
	await publish(rest, called);
	const call: Step = {
		name: CALL,
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.1,
		parameters: {
			workflowId: { __rl: true, mode: 'id', value: called },
			options: { waitForSubWorkflow: true },
		} as never,
	};
	const caller = await addWorkflow(rest, chain(`Caller: ${last.name}`, [call]));
	return await finished(rest, await runFrom(rest, caller, START));
}

/** What the example workflows that call others rely on, beside what the nodes need. */
describe('A called workflow that waits for more than 65 seconds', () => {
	it(
		'hands its result to its caller',
		async () => {
			const run = await calling(RESULT);
			expect(jsonOf(outputOf(run, CALL))).toEqual([{ result: true }]);
		},
		3 * MINUTE,
	);

	it(
		'fails its caller when it fails',
		async () => {
			expect(errorOf(await calling(FAILURE))).toContain('It went wrong');
		},
		3 * MINUTE,
	);
});
