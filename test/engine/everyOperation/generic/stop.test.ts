import { everyOperation } from '../../../support/operations';
import { sideBySide } from './sideBySide';
import { stopFaults } from './stop';
import { LONG_MS } from './time';
import type { World } from './world';
import { startWorld } from './world';

/**
 * Promise 8: Stop ends requests and waits within a second, nothing is sent afterwards, and each item
 * is accounted for.
 */

jest.setTimeout(LONG_MS);

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(async () => await world.close());

const operations = everyOperation();
const faultsOf = sideBySide(operations, async (operation) => await stopFaults(operation, world));

describe.each(operations)('$name', (operation) => {
	test('stopped in a request, a write, or the wait for a slot: ends at once and sends nothing more', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
