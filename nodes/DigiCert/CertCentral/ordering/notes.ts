import type { IExecuteFunctions } from 'n8n-workflow';

import { forget, note } from '../../../shared/once/notes';

/** Keys that are about to be sent: in this process until their outcome is known, and noted. */
export class Notes {
	private readonly inDoubt = new Set<string>();

	/** Notes the key; true if it was noted before. */
	async add(ctx: IExecuteFunctions, key: string): Promise<boolean> {
		const known = this.inDoubt.has(key);
		this.inDoubt.add(key);
		const noted = await note(ctx, [key]);
		return known || noted.length > 0;
	}

	/** The order is known here; other workers find it in the list, or by their note. */
	placed(key: string): void {
		this.inDoubt.delete(key);
	}

	/** The service refused: nothing was placed under this key. */
	async forget(ctx: IExecuteFunctions, key: string): Promise<void> {
		this.inDoubt.delete(key);
		await forget(ctx, [key]);
	}
}
