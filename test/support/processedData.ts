/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

import { DataDeduplicationService } from 'n8n-core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

type Store = Parameters<typeof DataDeduplicationService.init>[0];
type Context = Parameters<Store['checkProcessedAndRecord']>[2];
type Options = Parameters<Store['checkProcessedAndRecord']>[3];
type Scope = Parameters<Store['checkProcessedAndRecord']>[1];

interface Row {
	mode: Options['mode'];
	data: string[];
}

/** n8n keeps hashes, so nobody can read from its store what was noted. */
const hashOf = (value: unknown) => createHash('md5').update(String(value)).digest('base64');

const NODE = 'n:';

function keyOf(scope: Scope, { workflow, node }: Context): string {
	if (!workflow.id) throw new Error('Only saved workflows have processed data');
	return `${workflow.id} ${scope === 'node' ? `${NODE}${node?.id}` : ''}`;
}

/**
 * Processed data as n8n's own store keeps it (`DeduplicationHelper` of n8n 2.41): one row for each
 * node or workflow, read, changed and written back as a whole without a lock, so that of two who
 * write at once one loses; and the oldest entries are pushed out beyond `maxEntries`.
 */
export class ProcessedData implements Store {
	private readonly rows = new Map<string, Row>();

	/** Of work for each key that is given, as a busy machine needs it beside many entries. */
	msAKey = 0;

	/** What nodes remember; the row of a workflow is a lock that is held for moments. */
	get size(): number {
		return [...this].length;
	}

	has(value: unknown): boolean {
		return [...this].includes(hashOf(value));
	}

	*[Symbol.iterator](): Generator<string> {
		for (const [key, { data }] of this.rows) if (key.includes(NODE)) yield* data;
	}

	clear(): void {
		this.rows.clear();
	}

	async checkProcessedAndRecord(
		items: Parameters<Store['checkProcessedAndRecord']>[0],
		scope: Scope,
		context: Context,
		options: Options,
	) {
		const row = await this.read(keyOf(scope, context));
		if (row && row.mode !== options.mode) throw new Error('Saved in another mode');
		const data = row?.data ?? [];
		// Known before this call: an entry that comes twice in it is new both times.
		const known = new Set(data);
		const fresh = items.filter((item) => !known.has(hashOf(item)));
		const all = [...data, ...fresh.map(hashOf)];
		const changed = {
			mode: options.mode,
			data: options.maxEntries ? all.slice(-options.maxEntries) : all,
		};
		await this.workOn(items.length);
		await (row
			? this.update(keyOf(scope, context), changed)
			: this.insert(keyOf(scope, context), changed));
		return { new: fresh, processed: items.filter((item) => known.has(hashOf(item))) };
	}

	async removeProcessed(
		items: Parameters<Store['removeProcessed']>[0],
		scope: Scope,
		context: Context,
	): Promise<void> {
		const row = await this.read(keyOf(scope, context));
		if (!row) return;
		await this.workOn(items.length);
		for (const item of items) {
			const at = row.data.indexOf(hashOf(item));
			if (at >= 0) row.data.splice(at, 1);
		}
		await this.update(keyOf(scope, context), row);
	}

	async clearAllProcessedItems(scope: Scope, context: Context): Promise<void> {
		this.rows.delete(keyOf(scope, context));
	}

	async getProcessedDataCount(scope: Scope, context: Context, options: Options): Promise<number> {
		const row = await this.read(keyOf(scope, context));
		return options.mode === 'entries' && row?.mode === 'entries' ? row.data.length : 0;
	}

	private async workOn(keys: number): Promise<void> {
		if (this.msAKey > 0) await sleep(keys * this.msAKey);
	}

	/** A copy, as a database gives it; others come in between. */
	private async read(key: string): Promise<Row | undefined> {
		await turn();
		const row = this.rows.get(key);
		return row && { ...row, data: [...row.data] };
	}

	/** Its primary key lets one in only, whoever else found no row either. */
	private async insert(key: string, row: Row): Promise<void> {
		await turn();
		if (this.rows.has(key)) throw new Error('UNIQUE constraint failed');
		this.rows.set(key, row);
	}

	private async update(key: string, row: Row): Promise<void> {
		await turn();
		if (this.rows.has(key)) this.rows.set(key, row);
	}
}

/** Gives the engine a store that outlives a process and is shared by workers. */
export async function keepProcessedData(): Promise<ProcessedData> {
	const store = new ProcessedData();
	await DataDeduplicationService.init(store);
	return store;
}

/** A context of the engine, as far as notes need one, for a node that runs on this store. */
export function contextOn(store: ProcessedData, node = 'node'): IExecuteFunctions {
	const context = { workflow: { id: 'workflow' }, node: { id: node } } as Context;
	const helpers = {
		checkProcessedAndRecord: async (items: string[], scope: Scope, options: Options) =>
			await store.checkProcessedAndRecord(items, scope, context, options),
		removeProcessed: async (items: string[], scope: Scope) =>
			await store.removeProcessed(items, scope, context),
		clearAllProcessedItems: async (scope: Scope) =>
			await store.clearAllProcessedItems(scope, context),
		getProcessedDataCount: async (scope: Scope, options: Options) =>
			await store.getProcessedDataCount(scope, context, options),
	};
	return {
		helpers,
		logger: { debug: () => {} },
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: node }),
	} as unknown as IExecuteFunctions;
}
