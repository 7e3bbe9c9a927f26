import { lookAtEach, OPERATIONS } from './each';
import { limitFaults } from './limits';

/** Promise 5: no call goes past the limiter, nor past the credential. */

const faultsOf = lookAtEach(limitFaults);

describe.each(OPERATIONS)('$name', (operation) => {
	test('sends one call where the limit is one, with what the credential adds', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
