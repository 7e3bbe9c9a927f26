import { randomUUID } from 'node:crypto';

import { Notes } from '../../../../../nodes/DigiCert/CertCentral/ordering/notes';
import { FRESH_MS } from '../../../../../nodes/DigiCert/CertCentral/ordering/orderBook';
import { skip } from '../../../../support/monotonicClock';
import { contextOn, ProcessedData } from '../../../../support/processedData';

afterEach(() => jest.restoreAllMocks());

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
	test('at most 850 of known orders stay, and few visits to the store keep it so', async () => {
		const { ctx, store, count, visits } = openStore();
		const notes = new Notes();
		for (let order = 0; order < 1000; order++) {
			await notes.add(ctx, `key-${order}`);
			await notes.placed(ctx, `key-${order}`, 600_000);
			expect(await count()).toBeLessThanOrEqual(850);
		}
		expect(store.has('key-999')).toBe(true);
		expect(visits()).toEqual({ toNote: 1000, toForget: 3 });
	});

	test('of an order that the list shows stays for whoever looked before it did', async () => {
		const { ctx, store } = openStore();
		const notes = new Notes();
		await notes.add(ctx, 'bought');
		await notes.placed(ctx, 'bought', 600_000);
		await notes.takeBack(ctx, () => true);
		skip(FRESH_MS - 1_000);
		await notes.takeBack(ctx, () => true);
		expect(store.has('bought')).toBe(true);
		skip(1_000);
		await notes.takeBack(ctx, () => true);
		expect(store.has('bought')).toBe(false);
	});

	test('of what was not sent goes at once', async () => {
		const { ctx, store } = openStore();
		const notes = new Notes();
		await notes.add(ctx, 'unsent');
		await notes.unsent(ctx, 'unsent');
		await notes.takeBack(ctx, () => false);
		expect(store.has('unsent')).toBe(false);
	});

	test('what lists show, or have to show, for so long is taken back together', async () => {
		const { ctx, store, count, visits } = openStore();
		const notes = new Notes();
		for (const [key, shownInMs] of Object.entries({ shown: 600_000, due: -1, young: 600_000 })) {
			await notes.add(ctx, key);
			await notes.placed(ctx, key, shownInMs);
		}
		await notes.takeBack(ctx, (key) => key === 'shown');
		expect(await count()).toBe(3);
		skip(FRESH_MS);
		await notes.takeBack(ctx, () => false);
		expect([await count(), store.has('young')]).toEqual([1, true]);
		expect(visits().toForget).toBe(1);
	});
});
