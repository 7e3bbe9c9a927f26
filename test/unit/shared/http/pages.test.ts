import type { Page, PagedList } from '../../../../nodes/shared/http/pages';
import { readPages, readShown } from '../../../../nodes/shared/http/pages';

/** A list of numbers, newest (highest) first, which may change before each of its pages. */
function listOf(
	length: number,
	{
		change = () => {},
		page = (rows, offset, size) => ({ rows: rows.slice(offset, offset + size) }),
		...more
	}: {
		change?(rows: number[], pages: number): void;
		page?(rows: number[], offset: number, size: number): { rows: number[]; total?: unknown };
	} & Partial<PagedList<number>> = {},
) {
	const rows = Array.from({ length }, (_, at) => length - at);
	const asked: Array<[offset: number, size: number]> = [];
	const read = async (offset: number, size: number): Promise<Page<number>> => {
		change(rows, asked.length);
		asked.push([offset, size]);
		const given = page(rows, offset, size);
		const total = 'total' in given ? Number(given.total) : rows.length;
		return {
			rows: given.rows.map((id) => [id, id] as const),
			...(Number.isNaN(total) ? {} : { total }),
		};
	};
	return { rows, asked, list: { service: 'Example', read, largest: 10, ...more } };
}

const without = { total: undefined };

describe('A list read page by page', () => {
	test('costs one call where a page holds all of it', async () => {
		const { rows, asked, list } = listOf(10);
		expect(await readPages(list)).toEqual(rows);
		expect(asked).toEqual([[0, 10]]);
	});

	test('begins each page with the last row of the one before', async () => {
		const { rows, asked, list } = listOf(25);
		expect(await readPages(list)).toEqual(rows);
		expect(asked.map(([offset]) => offset)).toEqual([0, 9, 18]);
	});

	test('takes pages that are smaller than asked for, with a total and without', async () => {
		for (const more of [{}, without]) {
			const page = (rows: number[], offset: number) => ({
				rows: rows.slice(offset, offset + 4),
				...more,
			});
			const { rows, list } = listOf(25, { page });
			expect(await readPages(list)).toEqual(rows);
		}
	});

	test('with a limit asks for no more than that', async () => {
		const { rows, asked, list } = listOf(25, { limit: 12 });
		expect(await readPages(list)).toEqual(rows.slice(0, 12));
		expect(asked).toEqual([
			[0, 10],
			[9, 3],
		]);
	});

	test('ends where nothing behind is wanted', async () => {
		const { asked, list } = listOf(100, { enough: () => (page) => page.includes(85) });
		expect(await readPages(list)).toHaveLength(19);
		expect(asked).toHaveLength(2);
	});

	test('does not end by an empty page that its total contradicts', async () => {
		const { list } = listOf(5, { page: () => ({ rows: [] }), enough: () => () => true });
		await expect(readPages(list)).rejects.toMatchObject({ code: 'unreadable answer' });
	});

	test('is empty where the service says so', async () => {
		expect(await readPages(listOf(0).list)).toEqual([]);
		expect(await readPages(listOf(0, { page: () => ({ rows: [], ...without }) }).list)).toEqual([]);
	});
});

describe('A list that moves while it is read', () => {
	const stood = (rows: number[], read: number[]) => {
		expect(read).toEqual(expect.arrayContaining(rows.filter((id) => id <= 25)));
		expect(new Set(read).size).toBe(read.length);
	};

	test.each<[string, (rows: number[]) => void]>([
		['a row comes at its top', (rows) => rows.unshift(26)],
		['five rows come at its top', (rows) => rows.unshift(30, 29, 28, 27, 26)],
		['a row goes that was read', (rows) => rows.splice(3, 1)],
		['rows go that were read', (rows) => rows.splice(3, 4)],
		['a row goes, another comes', (rows) => (rows.splice(12, 1), rows.unshift(26))],
		['the rest of it goes', (rows) => rows.splice(9, 16)],
	])('is given whole, each row once: %s', async (_title, once) => {
		for (const total of [{}, without]) {
			const page = (rows: number[], offset: number, size: number) => ({
				rows: rows.slice(offset, offset + size),
				...total,
			});
			const change = (rows: number[], pages: number) => void (pages === 1 && once(rows));
			const { rows, list } = listOf(25, { change, page });
			stood(rows, await readPages(list));
		}
	});

	test('by rows that only come is given, however many: each page joins the one before', async () => {
		const change = (rows: number[]) => void rows.unshift(rows.length + 1);
		const { rows, asked, list } = listOf(25, { change });
		stood(rows, await readPages(list));
		expect(asked.length).toBeLessThan(12);
	});

	test('by rows that go each time fails as changed, after three readings', async () => {
		const change = (rows: number[]) => void rows.shift();
		const { asked, list } = listOf(60, { change });
		await expect(readPages(list)).rejects.toMatchObject({ code: 'list changed', retryable: true });
		expect(asked.length).toBeLessThanOrEqual(6);
	});
});

describe('What is no page of a list', () => {
	const first = (rows: number[]) => rows.slice(0, 10);
	test.each<[string, PageOf]>([
		['nothing beside a total of one', () => ({ rows: [], total: 1 })],
		['more rows than there are in all', (rows) => ({ rows: first(rows), total: 3 })],
		['a row twice', () => ({ rows: [2, 1, 2] })],
		['the same page whatever is asked for', (rows) => ({ rows: first(rows) })],
		['the same page without a total', (rows) => ({ rows: first(rows), ...without })],
		[
			'rows that end before the total',
			(rows, at, size) => ({
				rows: rows.slice(at, at + size),
				total: 99,
			}),
		],
		[
			'ever new rows',
			(_rows, at, size) => ({
				rows: Array.from({ length: size }, (_, row) => at + row + 1),
				...without,
			}),
		],
	])('is unreadable, never an end: %s', async (_title, page) => {
		const { list } = listOf(25, { page });
		await expect(readPages(list)).rejects.toMatchObject({ code: 'unreadable answer' });
	});
});

type PageOf = (rows: number[], offset: number, size: number) => { rows: number[]; total?: unknown };

describe('A list that counts rows which it does not show', () => {
	const short =
		(more: (pages: number) => number): PageOf =>
		(rows, at, size) => ({ rows: rows.slice(at, at + size), total: rows.length + more(at) });

	test('is given as it is shown, once two readings agree', async () => {
		const { rows, asked, list } = listOf(25, { page: short(() => 3) });
		expect(await readShown(list)).toEqual({ rows, hidden: 3 });
		expect(asked.filter(([offset]) => offset === 0)).toHaveLength(2);
	});

	test('proves nothing while its readings differ', async () => {
		let calls = 0;
		const { list } = listOf(5, { page: short(() => (calls += 1)) });
		await expect(readShown(list)).rejects.toMatchObject({ retryable: true });
	});

	test('is told as such also where it shows none', async () => {
		const { list } = listOf(0, { page: short(() => 3) });
		expect(await readShown(list)).toEqual({ rows: [], hidden: 3 });
	});
});
