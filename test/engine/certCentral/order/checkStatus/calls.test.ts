import { linksOf } from '../../../../support/certCentral';
import { useReceiver } from '../../../../support/use';
import { FEW, useCheck, word } from './check';

const { simulator, check, place, several } = useCheck();

/** An account that is larger than a simulated one. */
const account = useReceiver();

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

	test('5,000 orders on pages of 1,000, each with the last row of the one before, take six lists, and a call for each that failed', async () => {
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
			return { body: { orders: rows.slice(offset, offset + 1000), page: { total: rows.length } } };
		});
		const { items } = await check(rows.map(({ id }) => id).reverse(), {}, account.origin);
		expect(items.map(({ length }) => length)).toEqual([4995, 0, 0, 5]);
		expect(urls.filter((url) => url.includes('?'))).toHaveLength(6);
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
