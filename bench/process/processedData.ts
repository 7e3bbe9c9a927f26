import { DataDeduplicationService } from 'n8n-core';
import type { DeduplicationItemTypes, IDataDeduplicator, IDeduplicationOutput } from 'n8n-workflow';

/** n8n's processed-data store without its database: notes are kept as long as this process lives. */
class ProcessedData implements IDataDeduplicator {
	private readonly noted = new Set<DeduplicationItemTypes>();

	async checkProcessedAndRecord(items: DeduplicationItemTypes[]): Promise<IDeduplicationOutput> {
		const processed = items.filter((item) => this.noted.has(item));
		const added = items.filter((item) => !this.noted.has(item));
		for (const item of added) this.noted.add(item);
		return { new: added, processed };
	}

	async removeProcessed(items: DeduplicationItemTypes[]): Promise<void> {
		for (const item of items) this.noted.delete(item);
	}

	async clearAllProcessedItems(): Promise<void> {
		this.noted.clear();
	}

	async getProcessedDataCount(): Promise<number> {
		return this.noted.size;
	}
}

export const openProcessedData = async () =>
	await DataDeduplicationService.init(new ProcessedData());
