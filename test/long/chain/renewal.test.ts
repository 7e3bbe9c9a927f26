import { killSeed } from '../../n8n/support/kills';
import { report } from '../report';
import { booksOf } from './books';
import { BUSY, changedByHand, DUAL, DUE, madeSince, SEEDED, YOUNG } from './expiring';
import { untilQuiet } from './following';
import { asWanted, judged } from './judge';
import { killedAgainAndAgain } from './kills';
import { usePlace } from './place';
import { TEMPLATES } from './templates';

const SCALE = 30;
const KILLS = 3;
/**
 * Renewal, order, its approval, upload, release, and for both kinds of key a reissue with its
 * approval; some are left over after the last kill.
 */
const WRITES = 5 * DUE.length + 2 * DUAL.length - 2;
const MINUTES = 60_000;
const RENEWED = 'renewal: third-party-csr, change-management-info';

describe('Third-party certificates that expire, n8n killed while they are renewed', () => {
	const place = usePlace({ scale: SCALE, akamai: { enrollments: SEEDED } });

	it(
		'are renewed once each; what is young, of another kind or in other hands is left alone',
		async () => {
			const { simulator } = place;
			expect((await changedByHand(simulator)).status).toBe(202);
			const seed = killSeed();
			const template = TEMPLATES.renewal;
			const plan = { template, kills: KILLS, writes: WRITES, seed };
			const { writesAtKill, processEnds, apart } = await killedAgainAndAgain(place, plan);
			const patience = { deadline: Date.now() + 10 * MINUTES, apart };
			await place.begin(template);
			await untilQuiet(place, patience);
			const judgement = await judged(
				place,
				{ names: DUE, dual: DUAL, template, processEnds },
				patience,
			);
			const names = [...DUE, YOUNG, BUSY, 'validated.example.com'];
			const { enrollments } = await booksOf(simulator, names);
			report('Renewals at Akamai, n8n killed', [
				`${DUE.length} third-party certificates that expire, beside one that does not, one of CPS itself and one with another pending change, through the templates; ${KILLS} kills (SIGKILL) of n8n at moments drawn from seed ${seed}, the workflow run again after each. Writes at the kills: ${writesAtKill.join(', ')}. ${DUAL.length} of them is dual-stack. Each was renewed once by one order, the second key by one reissue of it, the others were left alone; an identical run wrote nothing.`,
			]);
			expect({ KILL_SEED: seed, ...judgement }).toEqual({
				KILL_SEED: seed,
				...asWanted(DUE, DUAL),
			});
			expect(Object.fromEntries(enrollments.map((one) => [one.cn, madeSince(one)]))).toEqual({
				...Object.fromEntries(DUE.map((name) => [name, [RENEWED]])),
				[YOUNG]: [],
				[BUSY]: ['modify-san: '],
				'validated.example.com': [],
			});
		},
		30 * MINUTES,
	);
});
