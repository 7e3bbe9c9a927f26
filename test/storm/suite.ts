/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { report, tableOf } from '../long/report';
import type { TestSimulator } from '../support/simulator';
import { newCsr, startTestSimulator } from '../support/simulator';
import { fastClock } from '../support/fastClock';
import { keepProcessedData } from '../support/processedData';
import { orderName } from './orders';
import type { Outcome } from './storm';
import { blow, isBeyond } from './storm';
import type { Storm } from './weather';
import { stormOf } from './weather';

/** STORM_SEED is the number of the first storm, STORM_RUNS says how many there are. */
const SEED = Number(process.env.STORM_SEED ?? 1);
const RUNS = Number(process.env.STORM_RUNS ?? 200);
/** So many are worth a line in docs/reliability.md. */
const LONG_RUN = 5_000;
const AT_ONCE = 4;
const HOUR_MS = 3_600_000;

interface Blown extends Outcome {
	seed: number;
	storm: Storm;
}

/** Half of the storms each, since jest gives every file a process of its own. */
export function stormSuite(half: 'first' | 'second'): void {
	const middle = SEED + Math.ceil(RUNS / 2);
	const [from, to] = half === 'first' ? [SEED, middle] : [middle, SEED + RUNS];
	const run = to > from ? test : test.skip;
	const name = `Storms ${from} to ${to - 1}`;
	run(
		`${name} leave every invariant whole`,
		async () => {
			const blown = await blowAll(from, to);
			const lines = told(blown);
			process.stdout.write(`${name}\n${lines.join('\n')}\n`);
			if (RUNS >= LONG_RUN) report(name, lines);
			expect(blown.flatMap(replay)).toEqual([]);
		},
		6 * HOUR_MS,
	);
}

function replay({ seed, broken, storm }: Blown): string[] {
	if (broken.length === 0) return [];
	const again = `Again: STORM_SEED=${seed} STORM_RUNS=1 npx jest --selectProjects storm`;
	return [[...broken, JSON.stringify(storm), again].join('\n')];
}

async function blowAll(from: number, to: number): Promise<Blown[]> {
	const lanes = Array.from({ length: Math.min(AT_ONCE, to - from) });
	const simulators = await Promise.all(
		lanes.map(async () => await startTestSimulator({ limits: 'documented', bodies: 'lenient' })),
	);
	const csrs = await Promise.all(
		Array.from({ length: 5 }, async (_, at) => await newCsr(orderName(at))),
	);
	await keepProcessedData();
	const clock = fastClock(simulators);
	const blown: Blown[] = [];
	let next = from;
	const lane = async (simulator: TestSimulator) => {
		while (next < to) {
			const seed = next++;
			const storm = stormOf(seed);
			blown.push({ seed, storm, ...(await blow(simulator, storm, csrs)) });
		}
	};
	try {
		await Promise.all(simulators.map(lane));
		return blown;
	} finally {
		await clock.stop();
		await Promise.all(simulators.map(async (simulator) => await simulator.stop()));
	}
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

const twiceIn = (storms: Blown[]) => sum(storms.map(({ unpreventable }) => unpreventable));

function told(blown: Blown[]): string[] {
	const beyond = blown.filter(({ storm }) => isBeyond(storm));
	const strict = beyond.filter(({ storm }) => storm.uniqueIds);
	const open = beyond.filter(({ storm }) => !storm.uniqueIds);
	const strikes: Record<string, number> = {};
	for (const [name, count] of blown.flatMap((one) => Object.entries(one.strikes))) {
		strikes[name] = (strikes[name] ?? 0) + count;
	}
	const broken = blown.filter((one) => one.broken.length > 0).length;
	return [
		`${blown.length} storms, ${sum(blown.map(({ calls }) => calls))} calls. Storms in which an invariant did not hold: ${broken}.`,
		'',
		`The list of orders lagged longer than it was looked at in ${beyond.length} of them. Bought twice there: ${twiceIn(strict)} in ${strict.length} accounts that require unique alternative order IDs, ${twiceIn(open)} in ${open.length} that do not. Items that told an unclear outcome: ${sum(beyond.map(({ unclear }) => unclear))}.`,
		'',
		...tableOf(Object.fromEntries(Object.entries(strikes).sort()), ['Fault', 'Strikes']),
	];
}
