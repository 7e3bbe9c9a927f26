import { sleep } from 'n8n-workflow';

import {
	automationCalls,
	automationCounts,
	automationNode,
	automationsOf,
	host,
	itemOf,
	jsonOf,
	RENEW,
} from '../../../support/automation';
import { skip } from '../../../support/monotonicClock';
import { useFleet } from '../../../support/openFleet';
import type { ProcessedData } from '../../../support/processedData';
import { keepProcessedData } from '../../../support/processedData';

/** Promise 1: what was looked up before a long wait for the limits is looked up again after it. */

const HOSTS = [host(1), host(2)];
const MATCH = { path: 'createAutomation' };

const fleet = useFleet(HOSTS);
let store: ProcessedData;
beforeAll(async () => void (store = await keepProcessedData()));
beforeEach(() => store.clear());
afterEach(() => jest.restoreAllMocks());

describe.each([
	['createBulk', 'createAutomation/bulk', 1],
	['create', 'createAutomation', HOSTS.length],
])('While %s waits for a long 429 pause', (operation, path, callsAtOnce) => {
	const refused = async () =>
		(await automationCalls(fleet, path)).filter(({ status }) => status === 429);

	const waiting = async () => {
		await fleet.fault('tooManyRequests', { remaining: HOSTS.length, match: MATCH });
		await fleet.fault('retryAfterSeconds', { seconds: 200 });
		const running = automationNode(fleet, operation, HOSTS.map(itemOf), RENEW);
		while ((await refused()).length < callsAtOnce) await sleep(10);
		// Until the answer has come, too.
		await sleep(300);
		await fleet.sandbox.delete('/faults/tooManyRequests');
		return { running };
	};

	test('another process may send the hosts: they are not sent again', async () => {
		const { running } = await waiting();
		for (const { body } of await refused()) {
			const headers = { 'Content-Type': 'application/json' };
			const { data } = await fleet.automation.post(`/automation/${path}`, body, { headers });
			expect(data).toMatchObject({ error: null });
		}
		skip(200_000);
		const { outputs } = await running;
		expect(jsonOf(outputs.flat())).toMatchObject([{ reused: true }, { reused: true }]);
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1]);
	}, 20_000);

	test('and nobody does, they are sent after another look, and noted as sent', async () => {
		const { running } = await waiting();
		skip(200_000);
		const { outputs } = await running;
		const booked = Object.values(await automationsOf(fleet));
		expect(jsonOf(outputs.flat()).map(({ automationId }) => automationId)).toEqual(
			booked.map(([automation]) => automation?.automationId),
		);
		expect(booked.map((automations) => automations.length)).toEqual([1, 1]);
		// That each was sent, and when; none of a call under way.
		expect(store.size).toBe(2 * HOSTS.length);
	}, 20_000);
});
