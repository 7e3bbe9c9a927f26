import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Identity } from '../../../../../nodes/DigiCert/CertCentral/ordering/fingerprint';
import {
	fingerprintOf,
	keyOf,
} from '../../../../../nodes/DigiCert/CertCentral/ordering/fingerprint';
import { OrderBook } from '../../../../../nodes/DigiCert/CertCentral/ordering/orderBook';
import type { OrderRequest } from '../../../../../nodes/DigiCert/CertCentral/ordering/orderRequest';
import { Purchase } from '../../../../../nodes/DigiCert/CertCentral/ordering/placeOrder';
import type { Services } from '../../../../../nodes/DigiCert/transport/services';
import { Failure } from '../../../../../nodes/shared/failure';
import { cancelled } from '../../../../../nodes/shared/time/stop';

/** The order book against an account with more orders than a page of the list holds. */

const DAY = 86_400_000;
const PAGE = 1000;

interface Account {
	orders: IDataObject[];
	calls: Array<{ method: string; path: string; offset: number }>;
	/** Throws for a call that must fail. */
	guard(path: string, offset: number): void;
	services: Services;
}

const orderAged = (id: number, days: number, more: IDataObject = {}): IDataObject => ({
	id,
	status: 'pending',
	date_created: new Date(Date.now() - days * DAY).toISOString(),
	certificate: { common_name: `n${id}.example.com` },
	...more,
});

/** An account that requires unique alternative order IDs. Its orders are newest first. */
function accountWith(orders: IDataObject[]): Account {
	const account: Account = {
		orders: [...orders],
		calls: [],
		guard: () => {},
		services: {} as Services,
	};
	const list = (query: Record<string, unknown>, offset: number) => {
		const name = query['filters[common_name]'];
		const rows = account.orders.filter(
			({ certificate }) => !name || (certificate as IDataObject).common_name === name,
		);
		return { orders: rows.slice(offset, offset + PAGE), page: { total: rows.length } };
	};
	const json: Services['json'] = async ({ method, path, query = {}, body }) => {
		const offset = Number(query.offset ?? 0);
		account.calls.push({ method, path, offset });
		account.guard(path, offset);
		if (method === 'POST') {
			const key = body?.alternative_order_id;
			if (account.orders.some((order) => order.alternative_order_id === key)) {
				throw new Failure({ class: 'fixRequest', message: 'The alternative order ID is used.' });
			}
			const id = 9_000_000 + account.orders.length;
			account.orders.unshift(orderAged(id, 0, { ...body, certificate: body?.certificate }));
			return { id };
		}
		if (path === '/order/certificate') return list(query, offset);
		return account.orders.find(({ id }) => path.endsWith(`/${String(id)}`)) ?? {};
	};
	account.services = { json, raw: jest.fn(), client: {} as Services['client'] };
	return account;
}

const many = (count: number, days: number, firstId = 1) =>
	Array.from({ length: count }, (_, at) => orderAged(firstId + at, days));

const offsets = ({ calls }: Account) => calls.map(({ offset }) => offset);

const backTo = (days: number) => Date.now() - days * DAY;

describe('OrderBook', () => {
	test('reads pages back to the day that is asked for', async () => {
		const account = accountWith([...many(1500, 1), ...many(2500, 40, 5000)]);
		await new OrderBook().refresh(account.services, backTo(30));
		expect(offsets(account)).toEqual([0, 1000, 2000]);
	});

	test('reads the first page only when it knows the rest', async () => {
		const account = accountWith(many(2500, 1));
		const book = new OrderBook();
		await book.refresh(account.services, backTo(30));
		account.calls.length = 0;
		await book.refresh(account.services, backTo(30), true);
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
		expect(Math.max(...offsets(account))).toBe(2000);
	});

	test('takes nothing for known of a reading that broke off', async () => {
		const account = accountWith(many(2500, 1));
		const book = new OrderBook();
		await book.refresh(account.services, backTo(30));
		account.orders.unshift(...many(1500, 0, 50_000));
		account.guard = (_path, offset) => {
			if (offset === 1000) throw new Failure({ class: 'wait', message: 'No answer' });
		};
		await expect(book.refresh(account.services, backTo(30), true)).rejects.toThrow('No answer');
		account.guard = () => {};
		account.calls.length = 0;
		await book.refresh(account.services, backTo(30), true);
		expect(offsets(account)).toEqual([0, 1000, 2000]);
	});

	test('reads all of a service that gives shorter pages than asked for, and no total', async () => {
		const account = accountWith(many(2500, 1));
		const json: Services['json'] = async (request) => {
			const { orders } = (await account.services.json(request)) as { orders: IDataObject[] };
			return { orders: orders.slice(0, 400) };
		};
		const book = new OrderBook();
		await book.refresh({ ...account.services, json }, backTo(30));
		const known = many(2500, 1).filter(({ certificate }) => {
			const commonName = String((certificate as IDataObject).common_name);
			return book.namesakes({ commonName } as Identity).length === 1;
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
		expect(book.namesakes({ commonName: 'n3.example.com' } as Identity)).toEqual([3]);
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

	test('ends when rows vanish meanwhile', async () => {
		const account = accountWith(many(1500, 1));
		account.guard = (_path, offset) => {
			if (offset === 1000) account.orders.length = 900;
		};
		await new OrderBook().refresh(account.services, backTo(30));
		expect(offsets(account)).toEqual([0, 1000]);
	});
});

describe('A book of more orders than it keeps', () => {
	const known = (book: OrderBook, id: number) =>
		book.namesakes({ commonName: `n${id}.example.com` } as Identity).length === 1;

	test('drops those beyond the longest look back, and no others', async () => {
		const recent = many(50_000, 40);
		const dateless = orderAged(70_000, 40, { date_created: 'soon' });
		const account = accountWith([...recent, dateless, ...many(900, 80, 80_000)]);
		const book = new OrderBook();
		await book.refresh(account.services, backTo(60));
		expect([1, 50_000, 70_000].map((id) => known(book, id))).toEqual([true, true, true]);
		expect([80_000, 80_899].some((id) => known(book, id))).toBe(false);
		account.calls.length = 0;
		await book.refresh(account.services, backTo(30), true);
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

describe('An order that was canceled too long ago to be seen, where unique IDs are enforced', () => {
	const identity = {
		commonName: 'www.example.com',
		names: ['www.example.com'],
		product: 'ssl ov',
		spki: 'ab',
		organization: '1',
		validity: 'years 1',
		renewedOrder: '',
	};
	const request: OrderRequest = {
		product: 'ssl',
		body: { certificate: { common_name: 'www.example.com' } },
		identity,
		fingerprint: fingerprintOf(identity),
		protect: true,
		lookBackDays: 30,
		visibleWithin: 0.2,
		reuseYoungerThan: 0.5,
		repeatUnclear: true,
	};
	const firstKey = keyOf(fingerprintOf(identity), 0);
	const canceled = orderAged(7, 60, {
		status: 'canceled',
		certificate: { common_name: 'www.example.com' },
		alternative_order_id: firstKey,
	});

	function buy(noted: string[] = []) {
		const account = accountWith([...many(PAGE, 50, 100), canceled]);
		const helpers = {
			checkProcessedAndRecord: async (keys: string[]) => ({
				new: [],
				processed: keys.filter((key) => noted.includes(key)),
			}),
			removeProcessed: async () => {},
		};
		const ctx = { helpers, logger: console } as unknown as IExecuteFunctions;
		const purchase = new Purchase(ctx, account.services, new OrderBook(), request, () => {});
		return { account, bought: purchase.place() };
	}

	test('is bought under a key of its own', async () => {
		const { account, bought } = buy();
		expect(await bought).toMatchObject({
			reused: false,
			alternative_order_id: keyOf(fingerprintOf(identity), 1),
		});
		expect(account.calls.filter(({ method }) => method === 'POST')).toHaveLength(2);
	});

	test('is bought so, too, when its key is noted, without a search', async () => {
		const { account, bought } = buy([firstKey]);
		expect(await bought).toMatchObject({ reused: false, orderId: expect.any(Number) });
		expect(account.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});
