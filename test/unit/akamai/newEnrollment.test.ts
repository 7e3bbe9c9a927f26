import { differences } from '../../../nodes/Akamai/Cps/actions/enrollment/create/newEnrollment';

/** Who takes what is not shown for a difference creates a second enrollment of the same name. */
describe('The names of an enrollment that is there', () => {
	const named = (sans?: unknown) => ({ csr: { cn: 'www.example.com', sans } }) as object;
	const found = (wanted: unknown, there: unknown) =>
		differences({ ...named(wanted) }, { ...named(there) });

	test.each<[string, unknown, unknown]>([
		['are not shown', ['a.example.com'], null],
		['are not shown, where none was wanted', undefined, undefined],
		['are those that are wanted', ['a.example.com'], ['www.example.com', 'A.example.com']],
		['are the common name only, as wanted', undefined, ['www.example.com']],
	])('%s: no difference', (_what, wanted, there) => expect(found(wanted, there)).toEqual([]));

	test.each<[string, unknown, unknown]>([
		['are others', ['a.example.com'], ['b.example.com']],
		['are none', ['a.example.com'], []],
		['are more than the common name that was wanted', undefined, ['a.example.com']],
	])('%s: a difference', (_what, wanted, there) =>
		expect(found(wanted, there)).toEqual([expect.stringMatching(/^names /)]),
	);
});
