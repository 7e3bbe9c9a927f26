import type { DataDeduplicationService } from 'n8n-core';
import { sleep } from 'n8n-workflow';

import { contextOn, ProcessedData } from '../../support/processedData';

type Module = typeof import('../../../nodes/shared/once/notes');
type Context = Parameters<DataDeduplicationService['checkProcessedAndRecord']>[2];

const NOTES = '../../../nodes/shared/once/notes';
const ENTRIES = { mode: 'entries' } as const;

let store: ProcessedData;
beforeEach(() => {
	store = new ProcessedData();
});

const contextOf = (node: string): Context =>
	({ workflow: { id: 'workflow' }, node: { id: node } }) as Context;

const executionOf = (node: string) => contextOn(store, node);

/** The code as another process has it: nothing but the store is shared. */
async function processes(count: number): Promise<Module[]> {
	const modules: Module[] = [];
	for (let process = 0; process < count; process++) {
		await jest.isolateModulesAsync(async () => {
			modules.push((await import(NOTES)) as Module);
		});
	}
	return modules;
}

const count = async (scope: 'node' | 'workflow', node = 'node') =>
	await store.getProcessedDataCount(scope, contextOf(node), ENTRIES);

/** Whoever noted is told before the lock is given back. */
async function untilFree(): Promise<void> {
	for (let look = 0; look < 5_000 && (await count('workflow')) > 0; look++) await sleep(1);
}

const keysOf = (from: number, until: number) =>
	Array.from({ length: until - from }, (_, at) => `key-${from + at}`);

describe('Notes of several processes', () => {
	it('keep every key, and tell exactly one of those who note it that it is the first', async () => {
		const workers = await processes(4);
		const keys = keysOf(0, 50);
		const told = await Promise.all(
			workers.map(async ({ note }) => {
				const ctx = executionOf('node');
				const before = await Promise.all(keys.map(async (key) => await note(ctx, [key])));
				return keys.filter((_, at) => before[at]?.length === 0);
			}),
		);
		expect(told.flat().sort()).toEqual([...keys].sort());
		expect(await count('node')).toBe(keys.length);
		await untilFree();
	});

	it('that one visit carries are carried out in the order in which they came', async () => {
		const [{ note, noted, forget } = {} as Module] = await processes(1);
		const ctx = executionOf('node');
		await note(ctx, ['kept', 'taken back', 'anew']);
		const told = await Promise.all([
			note(ctx, ['late']),
			noted(ctx, ['kept', 'taken back', 'late', 'nobody noted']),
			forget(ctx, ['taken back', 'late', 'anew']),
			noted(ctx, ['kept', 'taken back', 'late']),
			note(ctx, ['anew']),
			note(ctx, ['kept', 'anew']),
		]);
		expect(told.filter(Array.isArray)).toEqual([
			[],
			['kept', 'taken back', 'late'],
			['kept'],
			[],
			['kept', 'anew'],
		]);
		const left = ['kept', 'taken back', 'late', 'anew', 'nobody noted'];
		expect(await noted(ctx, left)).toEqual(['kept', 'anew']);
		await untilFree();
	});

	it('of one are not lost while another takes its own back', async () => {
		const [one, two] = await processes(2);
		if (!one || !two) throw new Error('There are two');
		const ctx = executionOf('node');
		await one.note(ctx, keysOf(0, 100));
		await Promise.all([
			...keysOf(0, 100).map(async (key) => await one.forget(ctx, [key])),
			...keysOf(100, 200).map(async (key) => await two.note(ctx, [key])),
		]);
		expect(await two.note(ctx, keysOf(0, 200))).toEqual(keysOf(100, 200));
	});

	it('of all nodes of a workflow share its lock', async () => {
		const workers = await processes(3);
		await Promise.all(
			workers.map(async ({ note }, at) => {
				const ctx = executionOf(`node-${at % 2}`);
				await Promise.all(keysOf(at * 20, at * 20 + 20).map(async (key) => await note(ctx, [key])));
			}),
		);
		expect([await count('node', 'node-0'), await count('node', 'node-1')]).toEqual([40, 20]);
	});

	it('go together: many that wait cost one visit to the store', async () => {
		const [one] = await processes(1);
		const ctx = executionOf('node');
		const visits = jest.spyOn(store, 'checkProcessedAndRecord');
		await Promise.all(keysOf(0, 500).map(async (key) => await one?.note(ctx, [key])));
		expect(visits.mock.calls.filter(([, scope]) => scope === 'node').length).toBeLessThan(5);
		expect(await count('node')).toBe(500);
	});
});

describe('The lock', () => {
	it('of a process that died is taken over', async () => {
		const [dead, alive] = await processes(2);
		const ctx = executionOf('node');
		const stalls = executionOf('node');
		stalls.helpers.removeProcessed = async () => await new Promise(() => {});
		void dead?.forget(stalls, ['key']);
		while ((await count('workflow')) === 0) await sleep(1);
		expect(await alive?.note(ctx, ['key'])).toEqual([]);
		expect(await count('node')).toBe(1);
		await untilFree();
	}, 20_000);

	it('of a process with much to do is not taken over, however long its work takes', async () => {
		const [busy, other] = await processes(2);
		const ctx = executionOf('node');
		await busy?.note(ctx, keysOf(0, 50));
		store.msAKey = 1;
		const asked = Array.from({ length: 70 }, (_, at) => keysOf(1000 + at * 50, 1050 + at * 50));
		const asks = asked.map(async (keys) => await busy?.noted(ctx, keys));
		// The first of them went alone, the others wait for each other.
		await asks[0];
		await sleep(500);
		await other?.note(ctx, keysOf(100, 150));
		await Promise.all([...asks, busy?.note(ctx, keysOf(200, 250))]);
		store.msAKey = 0;
		await untilFree();
		const kept = [...keysOf(0, 50), ...keysOf(100, 150), ...keysOf(200, 250)];
		expect(await other?.noted(ctx, kept)).toEqual(kept);
		expect(await count('node')).toBe(kept.length);
	}, 40_000);

	it("is none where a Remove Duplicates node keeps the workflow's row, which stays as it is", async () => {
		const [one] = await processes(1);
		const others = contextOf('remove-duplicates');
		await store.checkProcessedAndRecord(['a', 'b'], 'workflow', others, ENTRIES);
		const ctx = executionOf('node');
		expect(await one?.note(ctx, ['key'])).toEqual([]);
		expect(await one?.note(ctx, ['key'])).toEqual(['key']);
		const known = await store.checkProcessedAndRecord(['a', 'b'], 'workflow', others, ENTRIES);
		expect(known.processed).toEqual(['a', 'b']);
		expect(await count('workflow')).toBe(2);
	}, 20_000);

	it('is none where that row is kept in another mode', async () => {
		const [one] = await processes(1);
		const latest = { mode: 'latestDate' } as const;
		const others = contextOf('remove-duplicates');
		await store.checkProcessedAndRecord(['2026-01-01'], 'workflow', others, latest);
		const ctx = executionOf('node');
		await one?.note(ctx, ['key']);
		expect(await one?.note(ctx, ['key'])).toEqual(['key']);
	}, 20_000);
});
