/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { OperationCase } from '../../../support/operations';
import { everyOperation } from '../../../support/operations';
import { sideBySide } from './sideBySide';
import { LONG_MS, quickTime } from './time';
import type { World } from './world';
import { startWorld } from './world';

/** All of them, or those whose name begins so: `OPERATIONS="akamaiCps change" npx jest …` */
export const OPERATIONS = everyOperation().filter(({ name }) =>
	name.startsWith(process.env.OPERATIONS ?? ''),
);

/**
 * Looks at every operation of the package, side by side in one world; gives what was found of one.
 * `quick` lets clocks and pauses run fast, where no look is at time itself.
 */
export function lookAtEach<R>(
	look: (operation: OperationCase, world: World) => Promise<R>,
	{ quick = false } = {},
): (operation: OperationCase) => Promise<R> {
	jest.setTimeout(LONG_MS);
	let world: World;
	let endQuickTime = () => {};
	beforeAll(async () => {
		if (quick) endQuickTime = quickTime();
		world = await startWorld();
	});
	afterAll(async () => {
		await world.close();
		endQuickTime();
	});
	return sideBySide(OPERATIONS, async (operation) => await look(operation, world));
}
