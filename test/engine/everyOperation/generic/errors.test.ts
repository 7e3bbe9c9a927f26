import { lookAtEach, OPERATIONS } from './each';
import { errorFindings } from './errors';
import { FOOLED_BY, MISSHAPEN_BY } from './gaps';

/**
 * Promises 3, 4 and 6: whatever a service answers, execute does not throw in the Continue modes and
 * throws one short error in Stop, each failed item has its shape and its output, and no odd answer
 * is told as success.
 */

const findingsOf = lookAtEach(errorFindings, { quick: true });

describe.each(OPERATIONS)('$name', (operation) => {
	test('tells every failure as an item or one error, by the right output', async () => {
		const { faults } = await findingsOf(operation);
		const known = MISSHAPEN_BY[operation.name] ?? [];
		const isKnown = (fault: string) => known.some((answer) => fault.startsWith(`${answer}, `));
		expect(faults.filter((fault) => !isKnown(fault))).toEqual([]);
		expect(faults.some(isKnown)).toBe(known.length > 0);
	});

	test('is fooled by no answer, but for those that gaps.ts names', async () => {
		expect((await findingsOf(operation)).fooled).toEqual(FOOLED_BY[operation.name] ?? []);
	});
});

test('every known gap is of an operation that there is', () => {
	const names = OPERATIONS.map(({ name }) => name);
	const known = Object.keys({ ...FOOLED_BY, ...MISSHAPEN_BY });
	expect(known.filter((name) => !names.includes(name))).toEqual([]);
});
