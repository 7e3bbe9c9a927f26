import { lookAtEach, OPERATIONS } from './each';
import { itemFaults } from './items';

/** Promise 3: every item is accounted for, whichever operation it went through. */

const faultsOf = lookAtEach(itemFaults);

test('the nodes of the package have operations', () => {
	expect(OPERATIONS.length).toBeGreaterThan(0);
});

describe.each(OPERATIONS)('$name', (operation) => {
	test('gives one item for each input, a list linked ones, in all three On Error modes', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
