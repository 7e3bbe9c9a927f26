import { lookAtEach, OPERATIONS } from './each';
import { pageFaults } from './pages';

/** Promise 6: a list is whole, however short the pages are in which it comes. */

const faultsOf = lookAtEach(pageFaults);

describe.each(OPERATIONS)('$name', (operation) => {
	test('gives every row, also where pages are shorter than asked for', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
