import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { FRESH_MS } from '../../../nodes/DigiCert/CertCentral/ordering/orderBook';
import { isInfoOf, isList } from '../../support/between';
import {
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	listCalls,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
	purchases,
} from '../../support/certCentral';
import { useChangedAnswers } from '../../support/changedAnswers';
import { bothPointForms } from '../../support/compressedKey';
import { withFastClock } from '../../support/fastClock';
import { skip } from '../../support/monotonicClock';
import { keepProcessedData, type ProcessedData } from '../../support/processedData';
import { newCsr, otherProcess, startTestSimulator } from '../../support/simulator';
import { forAllTests, useSimulator } from '../../support/use';

/** Promise 1: which orders are the same, who sees them, and what it costs to know. */

const simulator = useSimulator();
const { between, buy } = useChangedAnswers(simulator);

const run = async (
	items: IDataObject[],
	credential: IDataObject = {},
	form: INodeParameters = {},
) => {
	const digiCertApi = { ...credentialOf(simulator), ...credential };
	const { outputs, error } = await certCentral(simulator, orderParameters(form), items, {
		credentials: { digiCertApi },
	});
	expect(error).toBeUndefined();
	return jsons(outputs[0]);
};

const DAY = 86_400;

const infoCalls = () => callsOf(simulator, 'GET', /\/order\/certificate\/\d+$/);

describe('An order that was changed since', () => {
	const changes: Array<[string, IDataObject]> = [
		[
			'its product',
			{ product: { name_id: 'ssl_other', name: 'Other' }, product_name_id: 'ssl_other' },
		],
		['its organization', { organization: { id: 4711, name: 'Other' } }],
		['its names', { certificate: { dns_names: ['other.example.com'] } }],
	];
	describe.each([true, false])('where the list shows the key: %s', (alternativeOrderIdInList) => {
		test.each(changes)('in %s is known again by its key', async (_title, change) => {
			await simulator.seed({ settings: { alternativeOrderIdInList } });
			const item = await orderOf('changed.example.com', { dnsNames: 'more.example.com' });
			const [id] = await placed(simulator, [item]);
			otherProcess(simulator);
			const changed = (order: IDataObject): IDataObject => ({
				...order,
				...change,
				certificate: {
					...(order.certificate as IDataObject),
					...(change.certificate as IDataObject),
				},
			});
			between.change((passed) => {
				if (isInfoOf(passed, id)) return { body: changed(passed.body) };
				if (!isList(passed)) return undefined;
				return {
					body: { ...passed.body, orders: (passed.body.orders as IDataObject[]).map(changed) },
				};
			});
			const [adopted] = await buy([item]);
			expect(adopted).toMatchObject({ orderId: id, reused: true });
			expect(await ordersOf(simulator)).toHaveLength(1);
		});
	});

	test('in its common name is known again where the list shows the key', async () => {
		await simulator.seed({ settings: { alternativeOrderIdInList: true } });
		const item = await orderOf('renamed.example.com');
		const [id] = await placed(simulator, [item]);
		otherProcess(simulator);
		between.change((passed) =>
			isList(passed)
				? {
						body: {
							...passed.body,
							orders: (passed.body.orders as IDataObject[]).map((order) => ({
								...order,
								certificate: { common_name: 'new.example.com' },
							})),
						},
					}
				: undefined,
		);
		expect(await buy([item])).toMatchObject([{ orderId: id }]);
	});
});

test('An order of a year is not bought again when its certificate of 199 days is worn', async () => {
	const item = await orderOf('instant.example.com');
	const form = { options: { lookBackDays: 400 } };
	await simulator.advance(-150 * DAY);
	const [bought] = await run([item], {}, form);
	await simulator.advance(150 * DAY);
	otherProcess(simulator);
	const [adopted] = await run([item], {}, form);
	expect(adopted).toMatchObject({ orderId: bought?.orderId, reused: true, reissueDue: true });
	expect(adopted?.nextStep).toContain('which costs nothing');
});

test('One elliptic key, its point compressed or not, is one key pair', async () => {
	const commonName = 'point.example.com';
	const [plain, compressed] = await bothPointForms(commonName);
	const [first, second] = await run([
		{ commonName, csr: plain },
		{ commonName, csr: compressed },
	]);
	expect(second?.orderId).toBe(first?.orderId);
	expect(await ordersOf(simulator)).toHaveLength(1);
});

describe('Keys of one process', () => {
	const second = forAllTests(startTestSimulator, async ({ stop }) => await stop());
	const otherKey = () => ({ apiKey: simulator.keys.digicertOrdersOnlyKey });

	test('of one account see what the other one has bought, before the list shows it', async () => {
		await simulator.seed({ settings: { listLagRealSeconds: 60 } });
		const item = await orderOf('account.example.com');
		const [first] = await run([item]);
		expect(await run([item], otherKey())).toMatchObject([
			{ orderId: first?.orderId, reused: true },
		]);
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('of one account wait for what the other one is buying', async () => {
		await simulator.seed({ settings: { listLagRealSeconds: 60 } });
		await simulator.fault('slowAnswer', { match: { method: 'POST' }, delayMs: 800 });
		const item = await orderOf('at-once.example.com');
		const [[first], [other]] = await Promise.all([run([item]), run([item], otherKey())]);
		expect(other?.orderId).toBe(first?.orderId);
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('that are one and the same at two services are two', async () => {
		second.world.keys.digicertApiKey = simulator.keys.digicertApiKey;
		const item = await orderOf('two-services.example.com');
		const [here] = await run([item]);
		const [there] = await run([item], { servicesUrl: second.servicesUrl });
		expect([here?.reused, there?.reused]).toEqual([false, false]);
		expect(await ordersOf(second)).toHaveLength(1);
	});
});

describe('What it costs to know', () => {
	const MANY = 30;
	const ofOneName = async () =>
		await Promise.all(
			Array.from({ length: MANY }, async () => ({
				commonName: 'one-name.example.com',
				csr: await newCsr('one-name.example.com'),
			})),
		);

	test('orders of one common name: after a restart one call each, then none', async () => {
		const items = await ofOneName();
		const bought = await run(items);
		expect(infoCalls()).toHaveLength(0);
		otherProcess(simulator);
		const before = listCalls(simulator).length;
		const again = await run(items);
		expect(again.map(({ orderId }) => orderId)).toEqual(bought.map(({ orderId }) => orderId));
		expect(infoCalls()).toHaveLength(MANY);
		expect(listCalls(simulator).length - before).toBe(1);
		await run(items);
		expect(infoCalls()).toHaveLength(MANY);
		expect(listCalls(simulator).length - before).toBe(2);
		expect(purchases(simulator)).toHaveLength(MANY);
	});

	test('orders of many names: after a restart the pages alone, where the list shows their keys', async () => {
		await simulator.seed({ settings: { alternativeOrderIdInList: true } });
		const { csr } = await orderOf('www.example.com');
		const items = Array.from({ length: MANY }, (_, at) => ({
			commonName: `n${at}.example.com`,
			csr,
		}));
		await run(items);
		otherProcess(simulator);
		const before = listCalls(simulator).length;
		expect((await run(items)).every(({ reused }) => reused === true)).toBe(true);
		expect(listCalls(simulator).length - before).toBe(1);
		expect(infoCalls()).toHaveLength(0);
		expect(purchases(simulator)).toHaveLength(MANY);
	});
});

describe("Notes in n8n's store of processed data", () => {
	let store: ProcessedData;

	beforeAll(async () => void (store = await keepProcessedData()));
	beforeEach(() => store.clear());

	test('of orders that the list shows are taken back once no look-up is older', async () => {
		const items = await Promise.all(['a', 'b', 'c'].map((name) => orderOf(`${name}.example.com`)));
		await run(items);
		await run([await orderOf('d.example.com')], {}, { options: { lookBackDays: 40 } });
		expect(store.size).toBe(4);
		skip(FRESH_MS);
		await run([await orderOf('e.example.com')], {}, { options: { lookBackDays: 41 } });
		expect(store.size).toBe(2);
		jest.restoreAllMocks();
	});

	test('that another process took back while this one looked: it looks once more', async () => {
		const item = await orderOf('slow-look.example.com');
		const parameters = orderParameters({ options: { visibleWithin: 1, repeatUnclear: false } });
		const order = async (credential: IDataObject = {}) =>
			await certCentral(simulator, parameters, [item], {
				onError: 'continueRegularOutput',
				credentials: { digiCertApi: { ...credentialOf(simulator), ...credential } },
			});
		await simulator.fault('requestLost', { remaining: 1, match: { method: 'POST' } });
		await order();
		const body = JSON.parse(purchases(simulator)[0]?.body ?? '') as IDataObject;
		store.clear();
		otherProcess(simulator);
		let read = false;
		between.change(async (passed) => {
			if (!read && isList(passed)) {
				read = true;
				await simulator.services.post('/order/certificate/ssl', body);
				skip(FRESH_MS + 1_000);
			}
			return undefined;
		});
		const { outputs } = await order({ servicesUrl: between.servicesUrl });
		jest.restoreAllMocks();
		expect(jsons(outputs[0])).toMatchObject([{ reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('of another process are waited for as long as its call may have waited for a slot', async () => {
		await simulator.seed({ settings: { listLagRealSeconds: 8 } });
		const item = await orderOf('worker.example.com');
		const parameters = orderParameters({ options: { visibleWithin: 10, repeatUnclear: false } });
		const order = async () =>
			await certCentral(simulator, parameters, [item], { onError: 'continueRegularOutput' });
		const [told] = await withFastClock([simulator], async () => {
			await simulator.fault('requestLost', { remaining: 1, match: { method: 'POST' } });
			await order();
			const [lost] = purchases(simulator);
			otherProcess(simulator);
			const waiting = order();
			await sleep(9_000);
			await simulator.services.post('/order/certificate/ssl', JSON.parse(lost?.body ?? ''));
			return jsons((await waiting).outputs[0]);
		});
		expect(told).toMatchObject({ reused: true });
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('of an earlier process outlive a refusal: its call may be under way', async () => {
		await simulator.seed({ settings: { listLagRealSeconds: 60 } });
		const item = await orderOf('foreign-note.example.com');
		const broken = { options: { visibleWithin: 1, repeatUnclear: false } };
		await simulator.fault('requestLost', { remaining: 1, match: { method: 'POST' } });
		await certCentral(simulator, orderParameters(broken), [item], {
			onError: 'continueRegularOutput',
		});
		expect(store.size).toBe(1);
		otherProcess(simulator);
		await simulator.seed({ outcomes: {}, organizations: [] });
		const tried = [item, await orderOf('next.example.com')];
		for (const [at, one] of tried.entries()) {
			const { outputs } = await certCentral(simulator, orderParameters(broken), [one], {
				onError: 'continueRegularOutput',
			});
			expect(jsons(outputs[0])).toMatchObject([{ error: expect.stringContaining('not found') }]);
			// The next run takes back what is over by then, but not this.
			expect(store.size).toBe(1 + at);
			await sleep(1100);
		}
	});
});

describe('Where the service never shows the key of an order', () => {
	const alternativeOrderIdInList = false;
	beforeEach(async () => {
		await simulator.seed({ settings: { alternativeOrderIdInList } });
		await simulator.fault('keyHidden');
	});

	test('another process knows it again by key pair, names and organization', async () => {
		const item = await orderOf('hidden.example.com', { dnsNames: 'more.example.com' });
		const [id] = await placed(simulator, [item]);
		otherProcess(simulator);
		expect(await run([item])).toMatchObject([{ orderId: id, reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test.each([0, 81_499_999])(
		'whichever order has renewed it, and where that is none, it is the same: %s',
		async (renewed_order_id) => {
			const item = await orderOf('hidden.example.com');
			const [id] = await placed(simulator, [item]);
			otherProcess(simulator);
			between.change((passed) =>
				isInfoOf(passed, id) ? { body: { ...passed.body, renewed_order_id } } : undefined,
			);
			const items = await buy([item]);
			expect(items).toMatchObject([{ orderId: id, reused: true }]);
			expect(await ordersOf(simulator)).toHaveLength(1);
		},
	);

	test('one whose answer was lost is found, and not sent again', async () => {
		const item = await orderOf('hidden.example.com');
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		const items = await withFastClock([simulator], async () => await run([item]));
		expect(items).toMatchObject([{ recovered: true }]);
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('one that is over is bought anew, once', async () => {
		const item = await orderOf('hidden.example.com');
		await simulator.advance(-380 * DAY);
		await placed(simulator, [item]);
		await simulator.advance(380 * DAY);
		otherProcess(simulator);
		const [bought] = await run([item]);
		expect(bought).toMatchObject({ reused: false });
		otherProcess(simulator);
		expect(await run([item])).toMatchObject([{ orderId: bought?.orderId, reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test('one with another key pair is another order', async () => {
		await placed(simulator, [await orderOf('hidden.example.com')]);
		otherProcess(simulator);
		expect(await run([await orderOf('hidden.example.com')])).toMatchObject([{ reused: false }]);
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test('one that is to be renewed is not taken for its renewal', async () => {
		const item = await orderOf('hidden.example.com');
		const [id] = await placed(simulator, [item]);
		otherProcess(simulator);
		const renewal = { additionalFields: { renewalOfOrderId: String(id) } };
		expect(await run([item], {}, renewal)).toMatchObject([{ reused: false }]);
	});

	test('nothing is bought while a young order shows not even its CSR', async () => {
		const item = await orderOf('hidden.example.com');
		const [id] = await placed(simulator, [item]);
		otherProcess(simulator);
		between.change((passed) =>
			isInfoOf(passed, id)
				? { body: { ...passed.body, certificate: { common_name: 'hidden.example.com' } } }
				: undefined,
		);
		expect(await buy([item])).toMatchObject([
			{ details: { code: 'order not readable', ids: { orderId: id }, retryable: true } },
		]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});
});

describe('Where the list counts orders that it does not show', () => {
	test('orders are bought once, after a look by their name', async () => {
		await simulator.fault('hiddenRows');
		const items = [await orderOf('first.example.com'), await orderOf('second.example.com')];
		expect(await run(items)).toMatchObject([{ reused: false }, { reused: false }]);
		otherProcess(simulator);
		expect(await run(items)).toMatchObject([{ reused: true }, { reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test('nothing is bought where one of them may have the name', async () => {
		const item = await orderOf('first.example.com');
		between.change((passed) =>
			isList(passed)
				? { body: { orders: [], page: { total: 1, limit: 1000, offset: 0 } } }
				: undefined,
		);
		expect(await buy([item])).toMatchObject([
			{ details: { code: 'orders hidden', whoActs: 'administrator of the API client' } },
		]);
		expect(await ordersOf(simulator)).toEqual([]);
	});
});
