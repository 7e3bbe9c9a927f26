/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';

import {
	executionsOf,
	finishedExecution,
	jsonOf,
	outputOf,
} from '../../sandbox/launcher/executions';
import { addWorkflow, publish } from '../../sandbox/launcher/publish';
import type { Rest } from '../../sandbox/launcher/rest';
import { thirdParty } from '../contract/akamai/client';
import { akamaiCredential, seedAkamai } from '../support/cps';
import { node, OUR_NODES } from '../support/itemsWorkflow';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';
import { loggedIn } from './support/shared';
import { createCredential } from './support/workflows';

const MINUTE = 60_000;
const TRIGGER = 'Certificate expires soon';
/** More than n8n takes to begin an execution that is due. */
const QUIET_MS = 3_000;

let simulator: TestSimulator;
let rest: Rest;
/** A workflow whose key is wrong. */
let refused: string;
/** What an n8n says that publishes before it answers, as those before 2.41 do. */
let refusal: string | undefined;
beforeAll(async () => {
	simulator = await startTestSimulator();
	rest = await loggedIn();
	const enrollments = [{ fields: thirdParty('soon.example.com'), ageDays: 190 }];
	await seedAkamai(simulator, { enrollments });
	refused = await watching({ clientSecret: 'c2VjcmV0' });
	refusal = await publish(rest, refused).then(
		() => undefined,
		({ message }: Error) => message,
	);
}, MINUTE);
afterAll(async () => await simulator.stop());

/** As the form saves it, polled once a day: the poll of the activation is what counts here. */
async function watching(more: IDataObject = {}): Promise<string> {
	const data = { ...akamaiCredential(simulator), ...more };
	const credentials = {
		akamaiEdgeGridApi: await createCredential(rest, 'akamaiEdgeGridApi', data),
	};
	const parameters = {
		event: 'certificateExpiring',
		pollTimes: { item: [{ mode: 'everyDay' }] },
		options: { tellWhatIsThere: true },
	};
	return await addWorkflow(rest, {
		name: `Watch ${randomUUID()}`,
		nodes: [node(TRIGGER, OUR_NODES.cpsTrigger, 1, { parameters, credentials })],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
}

async function firstExecution(id: string): Promise<string> {
	const deadline = Date.now() + MINUTE;
	for (;;) {
		const [execution] = await executionsOf(rest, id);
		if (execution) return execution;
		if (Date.now() > deadline) throw new Error('The trigger began no execution');
		await pause(300);
	}
}

interface Publication {
	status: string;
	triggers?: Array<{ errorMessage?: string }>;
}

/** Why it could not be published, from an n8n that publishes behind its answer. */
async function failureOf(id: string): Promise<string> {
	const deadline = Date.now() + MINUTE;
	for (;;) {
		const { status, triggers = [] } = await rest.get<Publication>(
			`/workflows/${id}/publication-status`,
		);
		if (status === 'failed') return triggers.map(({ errorMessage = '' }) => errorMessage).join();
		if (Date.now() > deadline) throw new Error(`Not failed, but ${status}`);
		await pause(300);
	}
}

describe('The trigger in a real n8n', () => {
	it(
		'begins an execution for what it finds, and does not forget over a new activation that it did',
		async () => {
			const id = await watching();
			await publish(rest, id);
			const execution = await finishedExecution(rest, await firstExecution(id));
			expect(jsonOf(outputOf(execution, TRIGGER))).toMatchObject([
				{
					eventId: expect.stringMatching(/:10$/),
					event: 'certificateExpiring',
					commonName: 'soon.example.com',
					daysLeft: 8,
				},
			]);
			await rest.post(`/workflows/${id}/deactivate`, {});
			await publish(rest, id);
			await pause(QUIET_MS);
			expect(await executionsOf(rest, id)).toEqual([execution.id]);
		},
		2 * MINUTE,
	);

	it(
		'says why where it cannot begin',
		async () => {
			const why = refusal ?? (await failureOf(refused));
			expect(why).toContain('signature of the request was refused');
		},
		MINUTE,
	);
});
