import type { Call } from '../calls';
import type { Bucket } from '../limits';
import type { Books, World } from '../world';
import { violationsOf } from './checks';
import type { Testimony, Violation } from './evidence';
import { INVARIANTS } from './evidence';

interface Broken extends Omit<Violation, 'calls'> {
	rule: string;
	/** The requests that show it, as the log has them */
	calls: Call[];
}

export interface InvariantReport {
	held: boolean;
	broken: Broken[];
}

const BUCKETS: Bucket[] = ['digicert', 'cps'];

/** What the books and the request log tell, with what the client's side adds. */
export function report(
	world: World,
	books: Record<string, Books>,
	testimony: Testimony = {},
): InvariantReport {
	const { keys: known, limits } = world;
	const calls = world.calls.all();
	const { clientSecret, clientToken, accessToken } = known.akamai;
	const own = [known.digicertApiKey, known.digicertViewOnlyKey, known.digicertOrdersOnlyKey];
	const violations = violationsOf({
		...testimony,
		paid: Object.values(books).flatMap((book) => book.paid()),
		calls,
		windows: Object.fromEntries(BUCKETS.map((bucket) => [bucket, limits.limitsOf(bucket)])),
		keys: [...own, clientSecret, clientToken, accessToken],
	});
	const bySeq = new Map(calls.map((call) => [call.seq, call]));
	return {
		held: violations.length === 0,
		broken: violations.map(({ invariant, text, calls: shown }) => ({
			invariant,
			rule: INVARIANTS[invariant],
			text,
			calls: shown.flatMap((seq) => bySeq.get(seq) ?? []),
		})),
	};
}
