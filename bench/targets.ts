import { asOf, BARE_LOOP, HELPER } from './arms';
import type { CostRow, RateRow, Results } from './results';

export interface Target {
	what: string;
	target: string;
	measured: string;
	met: boolean;
}

/** Milliseconds of CPU an item, above what the same calls need in any case. */
const OWN_CPU_MS = 1;
/** What two runs of the same code differ by, as a share. */
const SPREAD = 0.05;
/** Share of the rate that the service allows. */
const RATE = 0.97;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Our row, and the cheapest run of the HTTP Request node that did the job. */
function sides<T extends { node: string; ours: boolean }>(rows: T[], cost: (row: T) => number) {
	const ours = rows.find((row) => row.ours);
	const [http] = rows
		.filter(({ node }) => node.startsWith('HTTP Request'))
		.sort((one, other) => cost(one) - cost(other));
	return ours && http ? [{ ours, http }] : [];
}

function ownTargets(rows: CostRow[]): Target[] {
	const cpuOf = (wanted: string) => rows.find(({ node }) => node === wanted)?.cpuMsPerItem ?? 0;
	const [helper, loop] = [cpuOf(HELPER), cpuOf(BARE_LOOP)];
	const ours = done(rows).filter((row) => row.ours);
	return ours.flatMap(({ node, cpuMsPerItem }) => {
		const above = (floor: number) => cpuMsPerItem - floor;
		const own = (floor: number) => `${above(floor).toFixed(2)} ms (${cpuMsPerItem} less ${floor})`;
		return [
			{
				what: `Own CPU time an order, ${node}, above ${HELPER}`,
				target: `at most ${OWN_CPU_MS} ms`,
				measured: own(helper),
				met: above(helper) <= OWN_CPU_MS,
			},
			{
				what: `The same, above the bare loop`,
				target: `at most ${OWN_CPU_MS} ms`,
				measured: own(loop),
				met: above(loop) <= OWN_CPU_MS,
			},
		];
	});
}

/** `what`: "an order" */
function besideTargets(what: string, rows: CostRow[]): Target[] {
	return sides(done(rows), (row) => row.cpuMsPerItem).map(({ ours, http }) => ({
		what: `CPU time ${what}, ${ours.node}, beside ${http.node}`,
		target: `below ${http.cpuMsPerItem} ms`,
		measured: `${ours.cpuMsPerItem} ms`,
		met: ours.cpuMsPerItem < http.cpuMsPerItem,
	}));
}

/** Beside the same node of an earlier revision, where one was measured. */
function earlierTargets(what: string, rows: CostRow[]): Target[] {
	const [ours] = done(rows).filter((row) => row.ours);
	const earlier = done(rows).filter(({ node }) => ours && node.startsWith(asOf(ours.node)));
	return earlier.map(({ node, cpuMsPerItem: before }) => {
		const now = ours?.cpuMsPerItem ?? NaN;
		return {
			what: `CPU time ${what}, beside ${node}`,
			target: `at most ${percent(SPREAD)} above ${before} ms`,
			measured: `${now} ms, ${percent(now / before - 1)}`,
			met: now <= before * (1 + SPREAD),
		};
	});
}

const done = (rows: CostRow[]): CostRow[] => rows.filter((row) => row.answered === row.items);

function memoryTargets(rows: CostRow[]): Target[] {
	return [...new Set(rows.map(({ items }) => items))].flatMap((items) => {
		const same = done(rows).filter((row) => row.items === items);
		return sides(same, (row) => row.peakKibPerItem).map(({ ours, http }) => ({
			what: `Memory an item, ${items} items, beside ${http.node}`,
			target: `below ${http.peakKibPerItem} KiB`,
			measured: `${ours.peakKibPerItem} KiB`,
			met: ours.peakKibPerItem < http.peakKibPerItem,
		}));
	});
}

const rateTargets = (what: string, rows: RateRow[]): Target[] =>
	rows
		.filter(({ ours }) => ours)
		.map(({ node, share, refused }) => ({
			what: `${what}, ${node}`,
			target: `at least ${percent(RATE)}, no 429`,
			measured: `${percent(share)}, ${refused} answered 429`,
			met: share >= RATE && refused === 0,
		}));

const withP256 = 'an order with a P-256 key';

/** What the node has to reach, and what this run says of it. */
export const targetsOf = ({
	orders,
	ordersP256,
	memory,
	rate,
	together,
	losses,
	bulkChecks,
}: Results): Target[] => [
	...ownTargets(orders),
	...besideTargets('an order', orders),
	...besideTargets(withP256, ordersP256),
	...earlierTargets('an order', orders),
	...earlierTargets(withP256, ordersP256),
	...memoryTargets(memory),
	...rateTargets('Rate against the limits', rate),
	...rateTargets('The same of many executions at once', together),
	...losses
		.filter(({ ours }) => ours)
		.map(({ rate: lost, items, first, again }) => ({
			what: `Bought, ${percent(lost)} of the answers lost, and a second run`,
			target: `${items} and 0; ${items} ids`,
			measured: `${first.bought} and ${again.bought}; ${first.ids} ids`,
			met: first.bought === items && first.ids === items && again.bought === 0,
		})),
	...bulkChecks
		.filter(({ ours }) => ours)
		.map(({ node, items, what, calls, most }) => ({
			what: `Calls to check ${items} ${what}, ${node}`,
			target: `at most ${most}`,
			measured: String(calls),
			met: calls <= most,
		})),
];
