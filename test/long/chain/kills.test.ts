/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { killSeed } from '../../n8n/support/kills';
import { report } from '../report';
import { againUntilServed, person } from './following';
import { asWanted, judged } from './judge';
import { killedAgainAndAgain } from './kills';
import { usePlace } from './place';
import { TEMPLATES } from './templates';
import { COUNT, commonNames, twenty, WARNED_AND_QUICK } from './wanted';

const SCALE = 30;
const KILLS = Number(process.env.KILLS ?? 10);
/** Creation, order, its approval, upload, warnings, release; some are left over after the last kill. */
const WRITES = 6 * COUNT - 8;
const MINUTES = 60_000;

describe(`${COUNT} enrollments over five contracts, n8n killed ${KILLS} times`, () => {
	const place = usePlace({
		scale: SCALE,
		wanted: twenty(),
		akamai: WARNED_AND_QUICK,
	});

	it(
		'run again after each kill, each is served as issued, and nothing was done twice',
		async () => {
			const seed = killSeed();
			const names = commonNames();
			const job = { template: TEMPLATES.fromNothing, names };
			const plan = { template: job.template, kills: KILLS, writes: WRITES, seed };
			const { writesAtKill, processEnds, apart } = await killedAgainAndAgain(place, plan);
			const patience = { deadline: Date.now() + 20 * MINUTES, meanwhile: person(), apart };
			const runs = await againUntilServed(place, job, patience);
			const judgement = await judged(place, { ...job, processEnds }, patience);
			report('A certificate at Akamai, n8n killed', [
				`${COUNT} enrollments over five contracts through the templates, with a warning about each, 5 % of the answers to writes lost, ${KILLS} kills (SIGKILL) of n8n at moments drawn from seed ${seed}, n8n started and the first workflow run again after each. Writes at the kills: ${writesAtKill.join(', ')}. Served after ${runs} more run(s): one upload, one acknowledgement and one release each, one order for each CSR; an identical run wrote nothing.`,
			]);
			expect({ KILL_SEED: seed, ...judgement }).toEqual({ KILL_SEED: seed, ...asWanted(names) });
		},
		45 * MINUTES,
	);
});
