import { everyOperation } from '../../../support/operations';
import { sideBySide } from './sideBySide';
import { limitFaults } from './limits';
import { LONG_MS } from './time';
import type { World } from './world';
import { startWorld } from './world';

/** Promise 5: no call goes past the limiter, nor past the credential. */

jest.setTimeout(LONG_MS);

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(async () => await world.close());

const operations = everyOperation();
const faultsOf = sideBySide(operations, async (operation) => await limitFaults(operation, world));

describe.each(operations)('$name', (operation) => {
	test('sends one call where the limit is one, with what the credential adds', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
