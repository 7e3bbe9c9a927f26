import { coverageFaults } from './coverage';
import { lookAtEach, OPERATIONS } from './each';

/** Every field that the form offers shows in what is sent, or in what comes out. */

const faultsOf = lookAtEach(coverageFaults);

describe.each(OPERATIONS)('$name', (operation) => {
	test('has no field that leads nowhere', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
