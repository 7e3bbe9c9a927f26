import type { IExecuteFunctions } from 'n8n-workflow';

import { Notes } from '../../../../../nodes/DigiCert/CertCentral/ordering/notes';

/** n8n's store of one node, with the visits that were paid to it. */
function openStore() {
	const kept = new Set<string>();
	const visits = { toNote: 0, toForget: 0 };
	const helpers = {
		checkProcessedAndRecord: async (keys: string[]) => {
			visits.toNote++;
			const processed = keys.filter((key) => kept.has(key));
			for (const key of keys) kept.add(key);
			return { processed };
		},
		removeProcessed: async (keys: string[]) => {
			visits.toForget++;
			for (const key of keys) kept.delete(key);
		},
	};
	const ctx = {
		helpers,
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node' }),
	} as unknown as IExecuteFunctions;
	return { ctx, kept, visits };
}

describe('Notes of orders', () => {
	test('at most 700 of known orders stay, and few visits to the store keep it so', async () => {
		const { ctx, kept, visits } = openStore();
		const notes = new Notes();
		for (let order = 0; order < 1000; order++) {
			await notes.add(ctx, `key-${order}`);
			await notes.placed(ctx, `key-${order}`, 600_000);
			expect(kept.size).toBeLessThanOrEqual(700);
		}
		expect(kept.has('key-999')).toBe(true);
		expect(visits).toEqual({ toNote: 1000, toForget: 6 });
	});

	test('what the list shows, or has to show by now, is taken back together', async () => {
		const { ctx, kept, visits } = openStore();
		const notes = new Notes();
		for (const [key, shownInMs] of Object.entries({ shown: 600_000, due: -1, young: 600_000 })) {
			await notes.add(ctx, key);
			await notes.placed(ctx, key, shownInMs);
		}
		await notes.takeBack(ctx, (key) => key === 'shown');
		expect([...kept]).toEqual(['young']);
		expect(visits.toForget).toBe(1);
	});
});
