import type { Fleet } from './automation';
import { startFleet } from './automation';
import { forAllTests } from './use';

const open: Fleet[] = [];

/** A fleet that ends with its test, whatever becomes of that. */
export async function openFleet(...given: Parameters<typeof startFleet>): Promise<Fleet> {
	const fleet = await startFleet(...given);
	open.push(fleet);
	return fleet;
}

afterEach(async () => {
	await Promise.all(open.splice(0).map(async (fleet) => await fleet.stop()));
});

/** A fleet for each test. */
export function useFleet(...given: Parameters<typeof startFleet>): Fleet {
	const fleet = {} as Fleet;
	beforeEach(async () => void Object.assign(fleet, await openFleet(...given)));
	return fleet;
}

/** One fleet for all tests of a file, whose hosts they leave to each other. */
export const useOneFleet = (...given: Parameters<typeof startFleet>): Fleet =>
	forAllTests(
		async () => await startFleet(...given),
		async ({ stop }) => await stop(),
	);
