import { lookAtEach, OPERATIONS } from './each';
import { LEAKED_BY } from './gaps';
import { leaks } from './secrets';

/** Promise 7: a service that repeats key, header or license key puts none of it into item, error or log. */

const leaksOf = lookAtEach(leaks, { quick: true });

describe.each(OPERATIONS)('$name', (operation) => {
	test('shows no secret that a service repeats, but for what gaps.ts names', async () => {
		expect(await leaksOf(operation)).toEqual(LEAKED_BY[operation.name] ?? []);
	});
});
