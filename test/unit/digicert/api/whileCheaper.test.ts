import { whileCheaper } from '../../../../nodes/DigiCert/api/orders';

/** How many pages are read for these orders, of a list with so many rows that costs a call a page. */
function pagesRead(wanted: number[], list: number[], size: number): number {
	const enough = whileCheaper(new Set(wanted))();
	const pages = Math.ceil(list.length / size);
	for (let page = 0; page < pages; page++) {
		const rows = list.slice(page * size, (page + 1) * size);
		if (enough(rows.map((id) => ({ id })))) return page + 1;
	}
	return pages;
}

const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, at) => from + at);

describe('List orders is read for orders that are wanted', () => {
	it.each([
		['all on the first page', upTo(10), 1],
		['on three pages', upTo(30), 3],
		['with a rest of four on the last', upTo(34), 4],
		['with a rest of one, which costs a call either way', upTo(31), 3],
		['and not beyond them', upTo(25), 3],
	])('%s', (_title, wanted, pages) => {
		expect(pagesRead(wanted, upTo(1000), 10)).toBe(pages);
	});

	it('which are not in it: no more pages than they would take calls', () => {
		expect(pagesRead(upTo(20, 5000), upTo(1000), 10)).toBe(20);
	});

	it('which are spread thinly: no more pages than those left would take calls', () => {
		const wanted = upTo(20).map((at) => at * 50);
		expect(pagesRead(wanted, upTo(1000), 10)).toBeLessThan(20);
	});

	it('anew with each reading', () => {
		const enough = whileCheaper(new Set([1, 2, 3]));
		enough()([{ id: 1 }, { id: 2 }]);
		expect(enough()([{ id: 1 }])).toBe(false);
	});
});
