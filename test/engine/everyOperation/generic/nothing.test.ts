import { lookAtEach, OPERATIONS } from './each';
import { nothingFaults } from './nothing';

/** A form's default stands only for what was never set, never for an expression that gives nothing. */

const faultsOf = lookAtEach(nothingFaults);

describe.each(OPERATIONS)('$name', (operation) => {
	test('sends nothing for an expression that gives nothing, and says that it is empty', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
