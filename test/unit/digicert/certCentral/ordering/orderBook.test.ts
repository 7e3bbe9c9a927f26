import type { IDataObject } from 'n8n-workflow';

import { OrderBook } from '../../../../../nodes/DigiCert/CertCentral/ordering/orderBook';
import type { Services } from '../../../../../nodes/DigiCert/transport/services';
import { Failure } from '../../../../../nodes/shared/failure';
import { cancelled } from '../../../../../nodes/shared/time/stop';
import type { Account } from './account';
import { accountWith, DAY, many, orderAged, PAGE } from './account';

/** The order book against an account with more orders than a page of the list holds. */

const offsets = ({ calls }: Account) => calls.map(({ offset }) => offset);

const LAG = 120_000;
const backTo = (days: number) => ({ backTo: Date.now() - days * DAY, lag: LAG });
const anew = (days: number) => ({ ...backTo(days), since: performance.now() });

const NOTHING_ELSE = {
	product: 'ssl ov',
	spki: '',
	organization: '',
	validity: '',
	renewedOrder: '',
};

const idsOf = (book: OrderBook, commonName: string) =>
	book.namesakes({ ...NOTHING_ELSE, commonName, names: [commonName] }).map(({ id }) => id);

describe('OrderBook', () => {
	test('reads pages back to the day that is asked for', async () => {
		const account = accountWith([...many(1500, 1), ...many(2500, 40, 5000)]);
		await new OrderBook().refresh(account.services, backTo(30));
		expect(offsets(account)).toEqual([0, 999]);
	});

	test('reads the first page only when it knows the rest', async () => {
		const account = accountWith(many(2500, 1));
		const book = new OrderBook();
		await book.refresh(account.services, backTo(30));
		account.calls.length = 0;
		await book.refresh(account.services, anew(30));
		expect(offsets(account)).toEqual([0]);
	});

	test('asks nothing while it is fresh, unless a longer look back is wanted', async () => {
		const account = accountWith(many(10, 1));
		const book = new OrderBook();
		await book.refresh(account.services, backTo(30));
		await book.refresh(account.services, backTo(30));
		expect(account.calls).toHaveLength(1);
		await book.refresh(account.services, backTo(60));
		expect(account.calls).toHaveLength(2);
	});

	test('reads once for all who ask at the same time', async () => {
		const account = accountWith(many(10, 1));
		const book = new OrderBook();
		await Promise.all(
			Array.from({ length: 20 }, async () => await book.refresh(account.services, backTo(30))),
		);
		expect(account.calls).toHaveLength(1);
	});

	test('does not leave out who needs a longer look back than the one whom it joined', async () => {
		const account = accountWith([...many(1500, 1), ...many(1500, 40, 5000)]);
		const book = new OrderBook();
		await Promise.all([
			book.refresh(account.services, backTo(10)),
			book.refresh(account.services, backTo(60)),
		]);
		expect(Math.max(...offsets(account))).toBe(2997);
	});

	test('takes nothing for known of a reading that broke off', async () => {
		const account = accountWith(many(2500, 1));
		const book = new OrderBook();
		await book.refresh(account.services, backTo(30));
		account.orders.unshift(...many(1500, 0, 50_000));
		account.guard = (_path, offset) => {
			if (offset === 999) throw new Failure({ class: 'wait', message: 'No answer' });
		};
		await expect(book.refresh(account.services, anew(30))).rejects.toThrow('No answer');
		account.guard = () => {};
		account.calls.length = 0;
		await book.refresh(account.services, anew(30));
		expect(offsets(account)).toEqual([0, 999, 1998]);
	});

	test('reads all of a service that gives shorter pages than asked for', async () => {
		const account = accountWith(many(2500, 1));
		const json: Services['json'] = async (request) => {
			const { orders, ...page } = (await account.services.json(request)) as {
				orders: IDataObject[];
			};
			return { ...page, orders: orders.slice(0, 400) };
		};
		const book = new OrderBook();
		await book.refresh({ ...account.services, json }, backTo(30));
		const known = many(2500, 1).filter(({ certificate }) => {
			const commonName = String((certificate as IDataObject).common_name);
			return idsOf(book, commonName).length === 1;
		});
		expect(known).toHaveLength(2500);
	});

	test('reads on where the service does not sort as asked', async () => {
		const account = accountWith([orderAged(1, 50), orderAged(2, 1), ...many(1500, 40, 5000)]);
		account.orders.push(orderAged(3, 0));
		account.orders.splice(0, 1, orderAged(1, 90));
		account.orders.splice(PAGE - 1, 0, orderAged(4, 0));
		const book = new OrderBook();
		await book.refresh(account.services, backTo(30));
		expect(idsOf(book, 'n3.example.com')).toEqual([3]);
	});

	test('sees an order that the list shows late, behind others that are known', async () => {
		const account = accountWith(many(40, 1));
		const [late] = account.orders.splice(12, 1);
		const json: Services['json'] = async (request) => {
			const body = (await account.services.json(request)) as { orders: IDataObject[] };
			return { ...body, orders: body.orders.slice(0, 5) };
		};
		const services = { ...account.services, json };
		const book = new OrderBook();
		await book.refresh(services, backTo(30));
		account.orders.splice(12, 0, late ?? {});
		account.calls.length = 0;
		await book.refresh(services, anew(30));
		expect(idsOf(book, 'n13.example.com')).toEqual([13]);
		// It placed no later than two minutes, 20 orders, before the newest.
		expect(account.calls.length).toBeLessThanOrEqual(6);
	});

	test('one who was stopped does not stop those who joined the reading', async () => {
		const account = accountWith(many(10, 1));
		const book = new OrderBook();
		const signal = AbortSignal.abort();
		const stopped: Services = {
			...account.services,
			client: { signal } as Services['client'],
			json: async () => await Promise.reject(cancelled()),
		};
		const first = book.refresh(stopped, backTo(30));
		const second = book.refresh(account.services, backTo(30));
		await expect(first).rejects.toThrow('stopped');
		await second;
		expect(account.calls).toHaveLength(1);
	});

	test('begins anew when rows vanish meanwhile', async () => {
		const account = accountWith(many(1500, 1));
		account.guard = (_path, offset) => {
			if (offset === 999) account.orders.length = 900;
		};
		await new OrderBook().refresh(account.services, backTo(30));
		expect(offsets(account)).toEqual([0, 999, 0]);
	});
});

describe('A book of more orders than it keeps', () => {
	const known = (book: OrderBook, id: number) => idsOf(book, `n${id}.example.com`).length === 1;

	test('drops those beyond the longest look back, and no others', async () => {
		const recent = many(50_000, 40);
		const dateless = orderAged(70_000, 40, { date_created: 'soon' });
		const account = accountWith([...recent, dateless, ...many(900, 80, 80_000)]);
		const book = new OrderBook();
		await book.refresh(account.services, backTo(60));
		expect([1, 50_000, 70_000].map((id) => known(book, id))).toEqual([true, true, true]);
		expect([80_000, 80_899].some((id) => known(book, id))).toBe(false);
		account.calls.length = 0;
		await book.refresh(account.services, anew(30));
		expect(offsets(account)).toEqual([0]);
		await book.refresh(account.services, backTo(90));
		expect(known(book, 80_899)).toBe(true);
	});

	test('a smaller one keeps all that it has read', async () => {
		const account = accountWith([...many(10, 1), ...many(10, 80, 5000)]);
		const book = new OrderBook();
		await book.refresh(account.services, backTo(30));
		expect(known(book, 5000)).toBe(true);
	});
});
