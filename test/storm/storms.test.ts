import { report, tableOf } from '../long/report';
import type { TestSimulator } from '../support/simulator';
import { newCsr, startTestSimulator } from '../support/simulator';
import { fastClock } from './clock';
import { orderName } from './orders';
import type { Outcome } from './storm';
import { blow, isBeyond } from './storm';
import type { Storm } from './weather';
import { stormOf } from './weather';

/**
 * Whatever mix of faults strikes, the invariants hold. STORM_SEED is the number of the first storm,
 * STORM_RUNS says how many there are: the same number gives the same storm.
 */
const SEED = Number(process.env.STORM_SEED ?? 1);
const RUNS = Number(process.env.STORM_RUNS ?? 500);
const AT_ONCE = Math.min(4, RUNS);
const LONG_RUN = 5_000;
const HOUR_MS = 3_600_000;

interface Blown extends Outcome {
	seed: number;
	storm: Storm;
}

let simulators: TestSimulator[];
let csrs: string[];
let clock: ReturnType<typeof fastClock>;

beforeAll(async () => {
	simulators = await Promise.all(
		Array.from({ length: AT_ONCE }, async () => await startTestSimulator({ limits: 'documented' })),
	);
	csrs = await Promise.all(Array.from({ length: 5 }, async (_, at) => await newCsr(orderName(at))));
	clock = fastClock(() => simulators.some(({ world }) => world.atWork > 0));
});
afterAll(async () => {
	await clock.stop();
	await Promise.all(simulators.map(async (simulator) => await simulator.stop()));
});

async function blowAll(): Promise<Blown[]> {
	const blown: Blown[] = [];
	let next = SEED;
	const lane = async (simulator: TestSimulator) => {
		while (next < SEED + RUNS) {
			const seed = next++;
			const storm = stormOf(seed);
			blown.push({ seed, storm, ...(await blow(simulator, storm, csrs)) });
		}
	};
	await Promise.all(simulators.map(lane));
	return blown;
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

function told(blown: Blown[]): string[] {
	const beyond = blown.filter(({ storm }) => isBeyond(storm));
	const [enforced, open] = [true, false].map((unique) =>
		beyond.filter(({ storm }) => storm.uniqueIds === unique),
	);
	const strikes: Record<string, number> = {};
	for (const one of blown) {
		for (const [name, count] of Object.entries(one.strikes)) {
			strikes[name] = (strikes[name] ?? 0) + count;
		}
	}
	const broken = blown.filter((one) => one.broken.length > 0).length;
	return [
		`${blown.length} storms from number ${SEED}, ${sum(blown.map(({ calls }) => calls))} calls. Storms in which an invariant did not hold: ${broken}.`,
		'',
		`The list of orders lagged longer than it was looked at in ${beyond.length} of them. Bought twice there: ${sum((enforced ?? []).map(({ unpreventable }) => unpreventable))} in ${enforced?.length} accounts that require unique alternative order IDs, ${sum((open ?? []).map(({ unpreventable }) => unpreventable))} in ${open?.length} that do not. Items that told an unclear outcome: ${sum(beyond.map(({ unclear }) => unclear))}.`,
		'',
		...tableOf(Object.fromEntries(Object.entries(strikes).sort()), ['Fault', 'Strikes']),
	];
}

test(
	`${RUNS} storms leave every invariant whole`,
	async () => {
		const blown = await blowAll();
		const lines = told(blown);
		process.stdout.write(`${lines.join('\n')}\n`);
		if (RUNS >= LONG_RUN) report('Storms', lines);
		const broken = blown.filter((one) => one.broken.length > 0);
		const replays = broken.map(
			({ seed, broken: what, storm }) =>
				`${what.join('\n')}\n${JSON.stringify(storm)}\nAgain: STORM_SEED=${seed} STORM_RUNS=1 npx jest --selectProjects storm`,
		);
		expect(replays).toEqual([]);
	},
	3 * HOUR_MS,
);
