import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { OUTCOMES } from '../../../../../sandbox/simulator/digicert/outcomes';
import { isList, REFUSED } from '../../../../support/between';
import {
	byId,
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	linksOf,
	placed,
} from '../../../../support/certCentral';
import { newCsr } from '../../../../support/simulator';
import { useSimulator, useBetween, useReceiver } from '../../../../support/use';

/** Order > Check Status of many: the list first, details only for what the list leaves open. */

const simulator = useSimulator();
const between = useBetween(simulator);
/** An account that is larger than a simulated one. */
const account = useReceiver();

/** Fewer orders than this are asked singly. */
const FEW = 20;

/** Changes what List orders shows. */
const showing = (change: (order: IDataObject) => IDataObject) =>
	between.change((passed) =>
		isList(passed)
			? { body: { orders: (passed.body.orders as IDataObject[]).map(change) } }
			: undefined,
	);

async function check(ids: number[], options: INodeParameters = {}, services?: string) {
	const parameters = {
		resource: 'order',
		operation: 'checkStatus',
		orderId: byId('={{ $json.orderId }}'),
		options,
	};
	const digiCertApi = { ...credentialOf(simulator), ...(services && { servicesUrl: services }) };
	const items = ids.map((orderId) => ({ orderId }));
	const before = callsOf(simulator).length;
	const run = await certCentral(simulator, parameters, items, { credentials: { digiCertApi } });
	const calls = callsOf(simulator).slice(before);
	const count = (path: RegExp) => calls.filter((call) => path.test(call.path + call.query)).length;
	return {
		...run,
		lists: count(/\/order\/certificate\?/),
		infos: count(/\/order\/certificate\/\d+$/),
		requests: count(/\/request\/\d+$/),
		items: run.outputs.map(jsons),
	};
}

const word = (outcome: string, at: number) => `${outcome}-${at}.example.com`;

/** Orders of one key pair; what becomes of them, their names tell. */
async function place(...names: string[]): Promise<number[]> {
	const csr = await newCsr('www.example.com');
	return await placed(
		simulator,
		names.map((commonName) => ({ commonName, csr })),
	);
}

const several = async (outcome: string, count: number) =>
	await place(...Array.from({ length: count }, (_, at) => word(outcome, at)));

describe('How many calls a check takes', () => {
	test('19 orders are asked singly', async () => {
		const ids = await several('instant', FEW - 1);
		const { lists, infos, items } = await check(ids);
		expect({ lists, infos }).toEqual({ lists: 0, infos: FEW - 1 });
		expect(items[0]).toHaveLength(FEW - 1);
	});

	test('20 orders are looked up in one list', async () => {
		const ids = await several('instant', FEW);
		const { lists, infos, ...run } = await check(ids);
		expect({ lists, infos }).toEqual({ lists: 1, infos: 0 });
		expect(linksOf(run)[0]).toEqual(ids.map((_, at) => at));
	});

	test('what failed, needs somebody or is pending is asked for as well', async () => {
		const ids = await place(
			...Array.from({ length: FEW }, (_, at) => word('stuck', at)),
			...['rejected', 'denied', 'waiting-pickup', 'needs-approval', 'unvalidated'].map(
				(outcome) => `${outcome}.example.com`,
			),
		);
		await simulator.advance(200);
		const { lists, infos, requests, items } = await check(ids);
		expect({ lists, infos, requests }).toEqual({ lists: 1, infos: 5, requests: 1 });
		expect(items.map(({ length }) => length)).toEqual([0, FEW, 3, 2]);
	});

	test('5,000 orders on pages of 1,000 take five lists, and a call for each that failed', async () => {
		const rows = Array.from({ length: 5000 }, (_, at) => ({
			id: 10_000 - at,
			status: at % 1000 === 7 ? 'canceled' : 'issued',
			certificate: { id: at, common_name: word('n', at), valid_till: '2099-12-31' },
		}));
		const urls: string[] = [];
		account.answer(({ url }) => {
			urls.push(url);
			const { pathname, searchParams } = new URL(url, account.origin);
			const single = rows.find(({ id }) => pathname.endsWith(`/${id}`));
			if (single) return { body: single };
			const offset = Number(searchParams.get('offset'));
			return { body: { orders: rows.slice(offset, offset + 1000), page: { total: 5000 } } };
		});
		const { items } = await check(rows.map(({ id }) => id).reverse(), {}, account.origin);
		expect(items.map(({ length }) => length)).toEqual([4995, 0, 0, 5]);
		expect(urls.filter((url) => url.includes('?'))).toHaveLength(5);
		expect(urls.filter((url) => !url.includes('?'))).toHaveLength(5);
	});

	test('a long list is read no further than asking singly would cost', async () => {
		const rows = Array.from({ length: 100_000 }, (_, at) => ({ id: 200_000 - at }));
		let lists = 0;
		account.answer(({ url }) => {
			const { pathname, searchParams } = new URL(url, account.origin);
			const [, id] = /certificate\/(\d+)$/.exec(pathname) ?? [];
			if (id) return { body: { id: Number(id), status: 'processing' } };
			lists++;
			const offset = Number(searchParams.get('offset'));
			return { body: { orders: rows.slice(offset, offset + 1000), page: { total: rows.length } } };
		});
		const ids = Array.from({ length: FEW }, (_, at) => 1 + at);
		const { items } = await check(ids, {}, account.origin);
		expect(items[1]).toHaveLength(FEW);
		expect(lists).toBe(FEW);
	});

	test('each round of Wait Up To asks only for what is not finished', async () => {
		const ids = [...(await several('instant', FEW)), ...(await place('slow.example.com'))];
		await simulator.advance(100);
		const { lists, infos, items } = await check(ids, { waitUpTo: 1 });
		expect(items.map(({ length }) => length)).toEqual([FEW, 1, 0, 0]);
		expect({ lists, infos }).toEqual({ lists: 1, infos: 1 });
	});
});

describe('An item by the list is the item by Order info', () => {
	const outcomes = Object.keys(OUTCOMES);

	test.each([0, 30, 60, 200, 1000])('whatever the outcome, after %s s', async (seconds) => {
		const ids = await place(...outcomes.map((outcome) => `${outcome}.example.com`));
		await simulator.advance(seconds);
		const singly = await check(ids);
		expect(singly.lists).toBe(0);
		const byList = await check([...ids, ...ids, ...ids]);
		expect(byList.lists).toBe(1);
		// The pause is the same on all items of one check, and longer for many.
		const byOrder = ({ items }: typeof singly) =>
			new Map(items.flat().map((item) => [item.orderId, { ...item, nextCheckInSeconds: 0 }]));
		expect(byOrder(byList)).toEqual(byOrder(singly));
		expect(byList.items.map(({ length }) => length / 3)).toEqual(
			singly.items.map(({ length }) => length),
		);
	});

	test('also when it has expired', async () => {
		await simulator.advance(-500 * 86_400);
		const [id = 0] = await place('instant.example.com');
		await simulator.advance(500 * 86_400);
		const [singly] = (await check([id])).items[3] ?? [];
		const many = await check(Array.from({ length: FEW }, () => id));
		expect(many.items[3]).toEqual(Array.from({ length: FEW }, () => singly));
	});
});

describe('A list that is not to be trusted', () => {
	test('that does not show an order bought seconds ago: it is asked singly', async () => {
		await simulator.seed({ settings: { listLagRealSeconds: 60 } });
		const ids = await several('instant', FEW);
		const { lists, infos, items } = await check(ids);
		expect({ lists, infos }).toEqual({ lists: 1, infos: FEW });
		expect(items[0]).toHaveLength(FEW);
	});

	const older: Array<[string, IDataObject, string, number]> = [
		['a failure that is over', { status: 'canceled' }, 'instant', 0],
		['a wait for approval that is over', { status: 'needs_approval' }, 'instant', 0],
		['a certificate that has been replaced', { status: 'issued', old: true }, 'instant', 0],
		['an order without a status', { status: undefined }, 'rejected', 3],
		['an issued order without its dates', { status: 'issued', bare: true }, 'denied', 3],
	];
	test.each(older)('that shows %s: Order info decides', async (_title, shown, outcome, output) => {
		const ids = await several(outcome, FEW);
		await simulator.advance(200);
		showing((order) => ({
			...order,
			status: shown.status,
			certificate: {
				...(order.certificate as IDataObject),
				...(shown.old ? { valid_till: '2020-01-01' } : {}),
				...(shown.bare ? { valid_till: undefined } : {}),
			},
		}));
		const { infos, items } = await check(ids, {}, between.servicesUrl);
		expect(infos).toBe(FEW);
		expect(items[output]).toHaveLength(FEW);
	});

	test.each([403, 404, 400] as const)(
		'that is refused with %s: each order is asked for',
		async (status) => {
			const ids = await several('instant', FEW);
			between.change((passed) => (isList(passed) ? REFUSED[status] : undefined));
			const { error, infos, items } = await check(ids, {}, between.servicesUrl);
			expect(error).toBeUndefined();
			expect(infos).toBe(FEW);
			expect(items[0]).toHaveLength(FEW);
		},
	);

	test('that shows orders twice while new ones come in counts each once', async () => {
		const ids = await several('instant', FEW);
		between.change((passed) => {
			const orders = passed.body.orders as IDataObject[];
			return isList(passed) ? { body: { orders: [...orders, ...orders] } } : undefined;
		});
		const { infos, items } = await check(ids, {}, between.servicesUrl);
		expect(infos).toBe(0);
		expect(items[0]).toHaveLength(FEW);
	});
});

test('An order that does not exist leaves by Failed, the others by their state', async () => {
	const ids = await several('instant', FEW);
	const { error, lists, infos } = await check([...ids, 17]);
	expect(error?.message).toContain(`${FEW} done, 1 not done. [item ${FEW}] No order with this ID`);
	expect({ lists, infos }).toEqual({ lists: 1, infos: 1 });
});
