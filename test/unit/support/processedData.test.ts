import type { DataDeduplicationService } from 'n8n-core';

import { ProcessedData } from '../../support/processedData';

type Context = Parameters<DataDeduplicationService['checkProcessedAndRecord']>[2];

const contextOf = (node: string): Context =>
	({ workflow: { id: 'workflow' }, node: { id: node } }) as Context;
const NODE = contextOf('node');
const OPTIONS = { mode: 'entries', maxEntries: 3 } as const;

let store: ProcessedData;
beforeEach(() => {
	store = new ProcessedData();
});

const record = async (items: string[], context = NODE) =>
	await store.checkProcessedAndRecord(items, 'node', context, OPTIONS);
const count = async (context = NODE) => await store.getProcessedDataCount('node', context, OPTIONS);

describe("The tests' store of processed data is n8n's", () => {
	test('tells what it knew before, for each node alone', async () => {
		await record(['a']);
		expect(await record(['a', 'b'])).toEqual({ new: ['b'], processed: ['a'] });
		expect(await record(['a'], contextOf('other'))).toEqual({ new: ['a'], processed: [] });
		await store.clearAllProcessedItems('node', NODE);
		expect([await count(), await count(contextOf('other'))]).toEqual([0, 1]);
	});

	test('pushes the oldest out beyond the limit, also those of the same call', async () => {
		await record(['a', 'b', 'c', 'd']);
		expect(await record(['a'])).toEqual({ new: ['a'], processed: [] });
		expect(await record(['b', 'c', 'd', 'a'])).toMatchObject({ processed: ['c', 'd', 'a'] });
		expect(await count()).toBe(3);
	});

	test('takes back what is named, and nothing else', async () => {
		await record(['a', 'b']);
		await store.removeProcessed(['a', 'z'], 'node', NODE);
		expect(await record(['a', 'b'])).toEqual({ new: ['a'], processed: ['b'] });
	});

	test('loses an entry when two write at once', async () => {
		await record(['a']);
		await Promise.all([record(['b']), record(['c'])]);
		expect(await count()).toBe(2);
	});

	test('lets one of two in who both find no row yet', async () => {
		const both = await Promise.allSettled([record(['a']), record(['b'])]);
		expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
	});

	test('refuses another mode than that which it was written in', async () => {
		await record(['a']);
		const other = { mode: 'latestDate' } as const;
		await expect(store.checkProcessedAndRecord(['a'], 'node', NODE, other)).rejects.toThrow('mode');
	});
});
