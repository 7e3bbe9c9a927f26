import { everyOperation } from '../../../support/operations';
import { sideBySide } from './sideBySide';
import { writeFaults } from './writes';
import { LONG_MS, quickTime } from './time';
import type { World } from './world';
import { startWorld } from './world';

/** Promise 1: a write whose answer was lost is not repeated before somebody has looked. */

jest.setTimeout(LONG_MS);

let world: World;
let endQuickTime = () => {};
beforeAll(async () => {
	endQuickTime = quickTime();
	world = await startWorld();
});
afterAll(async () => {
	await world.close();
	endQuickTime();
});

const operations = everyOperation();
const faultsOf = sideBySide(operations, async (operation) => await writeFaults(operation, world));

describe.each(operations)('$name', (operation) => {
	test('says that it writes, and repeats no write without a look', async () => {
		expect(await faultsOf(operation)).toEqual([]);
	});
});
