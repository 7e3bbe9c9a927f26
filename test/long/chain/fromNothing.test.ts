import { tableOf, report } from '../report';
import { counted, cpsCalls } from './calls';
import { person, untilQuiet } from './following';
import { asWanted, judged } from './judge';
import { usePlace } from './place';
import { TEMPLATES } from './templates';
import { COUNT, commonNames, twenty } from './wanted';

const SCALE = 30;
const MOST_CALLS = 15;
const MINUTES = 60_000;

describe(`${COUNT} enrollments over five contracts, from nothing to production`, () => {
	const place = usePlace({ scale: SCALE, wanted: twenty() });

	it(
		'each is served as it was issued, by 15 calls to CPS besides polls',
		async () => {
			const patience = { deadline: Date.now() + 9 * MINUTES, meanwhile: person() };
			await place.begin(TEMPLATES.fromNothing);
			await untilQuiet(place, patience);
			const { polls, byKind, besidesPolls } = counted(cpsCalls(place.simulator));
			const names = commonNames();
			const judgement = await judged(place, { names, template: TEMPLATES.fromNothing }, patience);
			const ofOne = (count: number) => (count / COUNT).toFixed(2);
			report('A certificate at Akamai, from nothing to production', [
				`${COUNT} enrollments over five contracts through the templates in a real n8n, on a clock ${SCALE} times as fast with the limits of CPS in its time; one released by a person, the others by a rule (\`npx jest --selectProjects long -- long/chain\`). All are served, as \`openssl verify\` says, with the key of the CSR; one upload and one release each, one order for each CSR; an identical second run wrote nothing.`,
				'',
				...tableOf(
					{
						...Object.fromEntries(Object.entries(byKind).map(([kind, all]) => [kind, ofOne(all)])),
						'All besides polls': ofOne(besidesPolls),
						'Polls of the change': ofOne(polls),
					},
					['Calls to CPS for each', 'Measured'],
				),
			]);
			expect(judgement).toEqual(asWanted(names));
			expect(besidesPolls / COUNT).toBeLessThanOrEqual(MOST_CALLS);
		},
		12 * MINUTES,
	);
});
