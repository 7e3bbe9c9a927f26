import {
	automationCalls,
	automationCounts,
	automationNode,
	host,
	itemOf,
	jsonOf,
	ranLongAgo,
} from '../../../support/automation';
import { BULK, GOOD, useBulk } from './bulk';

const { fleet, bulk } = useBulk();

describe('A host is not sent again', () => {
	it('while its automation is in progress', async () => {
		await bulk(GOOD.slice(0, 1));
		await fleet.advance(60);
		const { outputs } = await bulk(GOOD.slice(0, 2));
		expect(await automationCounts(fleet)).toMatchObject({
			'192.0.2.1:443': 1,
			'192.0.2.2:443': 1,
		});
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			reused: true,
			automationStatus: 'AUTOMATION_SCHEDULED',
			nextStep: expect.stringContaining('It was not sent again'),
		});
		expect(jsonOf(outputs[0])[1]).not.toHaveProperty('reused');
	});

	it('while an automation that another process requested is in progress', async () => {
		const automation = { automationId: 77, requestedOn: Date.now() };
		await fleet.seed({ hosts: [host(1, { automation })] });
		const { outputs } = await bulk([itemOf(host(1))], { options: { duplicateWindow: 0 } });
		expect(jsonOf(outputs[0])[0]).toMatchObject({ reused: true, automationId: 77 });
		expect(await automationCalls(fleet, BULK)).toHaveLength(0);
	});

	it('while an automation waits for somebody', async () => {
		const hosts = [host(1, { script: 'needsAction', automation: ranLongAgo(77) })];
		await fleet.seed({ hosts });
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			reused: true,
			automationStatus: 'ACTION_REQUIRED',
		});
	});

	it('when another process requested it within Duplicate Window, as its details say', async () => {
		const requestedOn = Date.now() - 3 * 3_600_000;
		await fleet.seed({
			hosts: [host(1, { script: 'failsForever', automation: { automationId: 77, requestedOn } })],
		});
		const reused = await bulk([itemOf(host(1))]);
		expect(jsonOf(reused.outputs[0])[0]).toMatchObject({ reused: true, automationId: 77 });
		expect(await automationCalls(fleet, BULK)).toHaveLength(0);
		const anew = await bulk([itemOf(host(1))], { options: { duplicateWindow: 2 } });
		expect(jsonOf(anew.outputs[0])[0]).not.toHaveProperty('reused');
		expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 2 });
	});

	it('but is when its last automation is older', async () => {
		await fleet.seed({ hosts: [host(1, { automation: ranLongAgo(77) })] });
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).not.toHaveProperty('reused');
		expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 2 });
	});

	it('when it has gone from the list, because it is done', async () => {
		await bulk([itemOf(host(1))]);
		await fleet.advance(3600);
		const list = await automationNode(fleet, 'getAll', [{}], { returnAll: true });
		expect(jsonOf(list.outputs[0]).map(({ ip }) => ip)).not.toContain('192.0.2.1');
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ reused: true });
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 1 });
	});

	it('by two executions that start at the same moment', async () => {
		const runs = await Promise.all([bulk(GOOD), bulk(GOOD), bulk(GOOD)]);
		expect(await automationCounts(fleet)).toMatchObject({
			'192.0.2.1:443': 1,
			'192.0.2.2:443': 1,
			'192.0.2.3:443': 1,
		});
		for (const { outputs } of runs) expect(outputs[0]).toHaveLength(3);
	});

	it('by two executions at the same moment, with Duplicate Window 0 too', async () => {
		await fleet.fault('automationIdLate', { delayMs: 3000 });
		const anyTime = { options: { duplicateWindow: 0 } };
		const runs = await Promise.all([bulk(GOOD, anyTime), bulk(GOOD, anyTime)]);
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1, 1, 0]);
		const items = runs.flatMap(({ outputs }) => jsonOf(outputs[0]));
		expect(items.filter(({ reused }) => reused)).toHaveLength(3);
	});

	it('but is when Duplicate Window is 0 and nothing is in progress', async () => {
		await fleet.seed({ hosts: [host(1, { script: 'failsFinally' })] });
		await bulk([itemOf(host(1))]);
		await fleet.advance(3600);
		await bulk([itemOf(host(1))], { options: { duplicateWindow: 0 } });
		expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 2 });
	});

	it('but is when the service had refused it', async () => {
		await fleet.fault('errorsInside200', { remaining: 1 });
		await bulk([itemOf(host(1))]);
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).not.toHaveProperty('reused');
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 1 });
	});
});
