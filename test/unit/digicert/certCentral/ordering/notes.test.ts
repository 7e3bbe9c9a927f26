import { randomUUID } from 'node:crypto';

import { Notes } from '../../../../../nodes/DigiCert/CertCentral/ordering/notes';
import { contextOn, ProcessedData } from '../../../../support/processedData';

/** n8n's store of one node, with the visits that were paid to it. */
function openStore() {
	const store = new ProcessedData();
	const node = randomUUID();
	const ctx = contextOn(store, node);
	const noted = jest.spyOn(store, 'checkProcessedAndRecord');
	const forgotten = jest.spyOn(store, 'removeProcessed');
	const ofTheNode = ({ mock }: { mock: { calls: unknown[][] } }) =>
		mock.calls.filter(([, scope]) => scope === 'node').length;
	const count = async () => await ctx.helpers.getProcessedDataCount('node', { mode: 'entries' });
	const visits = () => ({ toNote: ofTheNode(noted), toForget: ofTheNode(forgotten) });
	return { ctx, store, count, visits };
}

describe('Notes of orders', () => {
	test('at most 700 of known orders stay, and few visits to the store keep it so', async () => {
		const { ctx, store, count, visits } = openStore();
		const notes = new Notes();
		for (let order = 0; order < 1000; order++) {
			await notes.add(ctx, `key-${order}`);
			await notes.placed(ctx, `key-${order}`, 600_000);
			expect(await count()).toBeLessThanOrEqual(700);
		}
		expect(store.has('key-999')).toBe(true);
		expect(visits()).toEqual({ toNote: 1000, toForget: 6 });
	});

	test('what the list shows, or has to show by now, is taken back together', async () => {
		const { ctx, store, count, visits } = openStore();
		const notes = new Notes();
		for (const [key, shownInMs] of Object.entries({ shown: 600_000, due: -1, young: 600_000 })) {
			await notes.add(ctx, key);
			await notes.placed(ctx, key, shownInMs);
		}
		await notes.takeBack(ctx, (key) => key === 'shown');
		expect([await count(), store.has('young')]).toEqual([1, true]);
		expect(visits().toForget).toBe(1);
	});
});
