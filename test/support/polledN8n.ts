import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

export type Activation = 'activate' | 'init';

/**
 * n8n around a trigger, as far as its saving goes: static data lives in memory and is saved when a
 * poll returned something, and after an activation; a start reads what was saved.
 */
export class PolledN8n {
	readonly told: INodeExecutionData[] = [];

	private saved = '{}';

	private ctx: IPollFunctions;

	constructor(
		private readonly contextFor: (activation: Activation) => IPollFunctions,
		private readonly node: (ctx: IPollFunctions) => Promise<INodeExecutionData[][] | null>,
	) {
		this.ctx = contextFor('activate');
	}

	/** As a person does it: an error keeps the workflow from becoming active. */
	async activate(): Promise<void> {
		await this.begin('activate');
	}

	/** What was not saved is gone. */
	async restart(): Promise<void> {
		await this.begin('init');
	}

	private async begin(activation: Activation): Promise<void> {
		this.ctx = this.contextFor(activation);
		Object.assign(this.data(), JSON.parse(this.saved));
		await this.poll();
		this.save();
	}

	/** `killed`: the execution was there, and n8n ended before its static data was saved. */
	async poll({ killed = false } = {}): Promise<IDataObject[]> {
		const output = await this.node(this.ctx);
		const items = output?.flat() ?? [];
		this.told.push(...items);
		if (output !== null && !killed) this.save();
		return items.map(({ json }) => json);
	}

	eventIds(): string[] {
		return this.told.map(({ json }) => String(json.eventId));
	}

	/** What lies in n8n's database. */
	get stored(): string {
		return this.saved;
	}

	/** What is in memory. */
	data(): IDataObject {
		return this.ctx.getWorkflowStaticData('node');
	}

	private save(): void {
		this.saved = JSON.stringify(this.data());
	}
}
