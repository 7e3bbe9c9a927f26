import { everyOperation } from '../../../support/operations';
import { sideBySide } from './sideBySide';
import { coverageFaults } from './coverage';
import { LONG_MS } from './time';
import type { World } from './world';
import { startWorld } from './world';

/** Every field that the form offers shows in what is sent, or in what comes out. */

jest.setTimeout(LONG_MS);

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(async () => await world.close());

const operations = everyOperation();
const faultsOf = sideBySide(
	operations,
	async (operation) => await coverageFaults(operation, world),
);

describe.each(operations)('$name', (operation) => {
	test('has no field that leads nowhere', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
