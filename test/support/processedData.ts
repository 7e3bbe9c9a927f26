import { DataDeduplicationService } from 'n8n-core';

/** n8n's processed-data store, which outlives a process and is shared by workers. */
export async function keepProcessedData(): Promise<Set<string>> {
	const store = new Set<string>();
	const recorded: Parameters<
		typeof DataDeduplicationService.init
	>[0]['checkProcessedAndRecord'] = async (items) => {
		const texts = items.map(String);
		const processed = texts.filter((text) => store.has(text));
		for (const text of texts) store.add(text);
		return { new: texts.filter((text) => !processed.includes(text)), processed };
	};
	await DataDeduplicationService.init({
		checkProcessedAndRecord: recorded,
		removeProcessed: async (items) => items.forEach((item) => store.delete(String(item))),
		clearAllProcessedItems: async () => store.clear(),
		getProcessedDataCount: async () => store.size,
	});
	return store;
}
