/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { strikesOf } from '../../storm/observe';
import { report, tableOf } from '../report';
import { acceptUnknown } from './controlCenter';
import { againUntilServed, person } from './following';
import { asWanted, judged } from './judge';
import { usePlace } from './place';
import { TEMPLATES } from './templates';
import { allFaults } from './weather';
import { COUNT, commonNames, twenty, WARNED_AND_QUICK } from './wanted';

const SCALE = 30;
const SEED = Number(process.env.CHAIN_SEED ?? 20_261_126);
const MINUTES = 60_000;

describe(`${COUNT} enrollments over five contracts, with all faults`, () => {
	const place = usePlace({
		scale: SCALE,
		wanted: twenty(),
		akamai: WARNED_AND_QUICK,
	});

	it(
		'run again until it is through, each is served as issued, and nothing was done twice',
		async () => {
			const { simulator } = place;
			const names = commonNames();
			const job = { template: TEMPLATES.fromNothing, names };
			const patience = { deadline: Date.now() + 28 * MINUTES, meanwhile: person() };
			await allFaults(simulator, SEED);
			let accepted = 0;
			const runs = await againUntilServed(place, job, patience, async () => {
				accepted += await acceptUnknown(simulator, names);
			});
			const strikes = strikesOf(simulator);
			await simulator.sandbox.delete('/faults');
			const judgement = await judged(place, job, patience);
			report('A certificate at Akamai, with all faults', [
				`${COUNT} enrollments over five contracts through the templates in a real n8n, with a warning about each, and all faults of both vendors drawn from seed ${SEED}: served after ${runs} runs of the first workflow. Unknown warnings that a person had to accept: ${accepted}. One upload, one acknowledgement and one release each, one order for each CSR; an identical run wrote nothing.`,
				'',
				...tableOf(Object.fromEntries(Object.entries(strikes).sort()), ['Fault', 'Strikes']),
			]);
			expect(judgement).toEqual(asWanted(names));
		},
		30 * MINUTES,
	);
});
