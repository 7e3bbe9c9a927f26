import { everyOperation } from '../../../support/operations';
import { itemFaults } from './items';
import { sideBySide } from './sideBySide';
import { LONG_MS } from './time';
import type { World } from './world';
import { startWorld } from './world';

/** Promise 3: every item is accounted for, whichever operation it went through. */

jest.setTimeout(LONG_MS);

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(async () => await world.close());

const operations = everyOperation();
const faultsOf = sideBySide(operations, async (operation) => await itemFaults(operation, world));

test('the nodes of the package have operations', () => {
	expect(operations.length).toBeGreaterThan(0);
});

describe.each(operations)('$name', (operation) => {
	test('gives one item for each input, a list linked ones, in all three On Error modes', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
