import { lookAtEach, OPERATIONS } from './each';
import { stopFaults } from './stop';

/**
 * Promise 8: Stop ends requests and waits at once, nothing is sent afterwards, and each item
 * is accounted for.
 */

const faultsOf = lookAtEach(stopFaults);

describe.each(OPERATIONS)('$name', (operation) => {
	test('stopped in a request, a write, or the wait for a slot: ends at once and sends nothing more', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
