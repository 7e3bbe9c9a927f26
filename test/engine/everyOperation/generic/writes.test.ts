import { lookAtEach, OPERATIONS } from './each';
import { writeFaults } from './writes';

/** Promise 1: a write whose answer was lost is not repeated before somebody has looked. */

const faultsOf = lookAtEach(writeFaults, { quick: true });

describe.each(OPERATIONS)('$name', (operation) => {
	test('says that it writes, and repeats no write without a look', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
