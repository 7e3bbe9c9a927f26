import { everyOperation } from '../../../support/operations';
import { LEAKED_BY } from './gaps';
import { sideBySide } from './sideBySide';
import { leaks } from './secrets';
import { LONG_MS, quickTime } from './time';
import type { World } from './world';
import { startWorld } from './world';

/** Promise 7: a service that repeats key, header or license key puts none of it into item, error or log. */

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
const leaksOf = sideBySide(operations, async (operation) => await leaks(operation, world));

describe.each(operations)('$name', (operation) => {
	test('shows no secret that a service repeats, but for the known gaps', async () => {
		expect(await leaksOf(operation)).toEqual(LEAKED_BY[operation.name] ?? []);
	});
});
