import type { IDataObject } from 'n8n-workflow';

import type { PagedList } from '../../../../nodes/shared/form/lists';
import { pageOf, searchPages } from '../../../../nodes/shared/form/lists';

const rowsOf = (count: number): IDataObject[] => Array.from({ length: count }, (_, id) => ({ id }));

const entry = ({ id }: IDataObject) => ({ name: `thing ${String(id)}`, value: Number(id) });

/** A service that holds these rows, and gives no more of them at once than `cap`. */
function serving(rows: IDataObject[], cap = 1000) {
	const sizes: number[] = [];
	const list: PagedList = {
		largest: 1000,
		entry,
		read: async (offset, size) => {
			sizes.push(size);
			const page = rows.slice(offset, offset + Math.min(size, cap));
			return { rows: page, ended: offset + page.length >= rows.length };
		},
	};
	return { list, sizes };
}

describe('a list that is read page by page', () => {
	test('gives each row once over its pages', async () => {
		const { list } = serving(rowsOf(250));
		const values: unknown[] = [];
		for (let token: string | undefined = '0'; token !== undefined; ) {
			const page = await searchPages(list, token);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken as string | undefined;
		}
		expect(values).toEqual(rowsOf(250).map(({ id }) => id));
	});

	test('is read on where the service gives fewer rows than asked for', async () => {
		const { list, sizes } = serving(rowsOf(250), 40);
		const { results, paginationToken } = await searchPages(list);
		expect([results.length, paginationToken]).toEqual([120, '120']);
		expect(sizes).toEqual([100, 100, 100]);
	});

	test('is filtered in large pages, until a page of the form is full', async () => {
		const { list, sizes } = serving(rowsOf(3000));
		const { results, paginationToken } = await searchPages({ ...list, filter: 'THING 29' });
		expect(results).toHaveLength(111);
		expect(results[0]).toEqual({ name: 'thing 29', value: 29 });
		expect(sizes).toEqual([1000, 1000, 1000]);
		expect(paginationToken).toBeUndefined();
	});

	test('asks to go on after 5,000 rows without a hit', async () => {
		const { list } = serving(rowsOf(7000));
		const filter = 'nothing';
		expect(await searchPages({ ...list, filter })).toEqual({
			results: [],
			paginationToken: '5000',
		});
		expect(await searchPages({ ...list, filter }, '5000')).toEqual({ results: [] });
	});

	test('finds a row by further words, which are not shown', async () => {
		const { list } = serving(rowsOf(3));
		const worded = (row: IDataObject) => ({ ...entry(row), words: row.id === 1 ? 'Agent-7' : '' });
		expect(await searchPages({ ...list, entry: worded, filter: 'agent' })).toEqual({
			results: [{ name: 'thing 1', value: 1 }],
		});
	});
});

test('a list that is given whole is shown page by page, and filtered by name and value', () => {
	const items = rowsOf(150).map(entry);
	const first = pageOf(items);
	const second = pageOf(items, '', String(first.paginationToken));
	expect([...first.results, ...second.results]).toEqual(items);
	expect(second.paginationToken).toBeUndefined();
	expect(pageOf(items, ' Thing 149 ').results).toEqual([{ name: 'thing 149', value: 149 }]);
});
