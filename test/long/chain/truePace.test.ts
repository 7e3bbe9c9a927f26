import { report } from '../report';
import { counted, cpsCalls } from './calls';
import { againUntilServed, person } from './following';
import { asWanted, judged } from './judge';
import { CONTRACTS, usePlace } from './place';
import { TEMPLATES } from './templates';
import { commonNames, wantedOver } from './wanted';

const COUNT = 3;
const INTERVAL_MS = 300_000;
const MINUTES = 60_000;
const SECONDS = 1_000;

/** No figures are published of what CPS takes for these; the interval and the limits are its own. */
const DURATIONS = {
	safetyChecks: 20 * SECONDS,
	generateCsr: 10 * SECONDS,
	verifyThirdParty: 20 * SECONDS,
	deployStaging: MINUTES,
	deployProduction: MINUTES,
};

describe(`${COUNT} enrollments of one contract at the true pace`, () => {
	const place = usePlace({
		scale: 1,
		wanted: wantedOver(CONTRACTS.slice(0, 1), COUNT),
		akamai: { durations: DURATIONS },
	});

	it(
		'are created five minutes apart, and served as they were issued',
		async () => {
			const { simulator } = place;
			const names = commonNames(COUNT);
			const job = { template: TEMPLATES.fromNothing, names };
			const patience = { deadline: Date.now() + 40 * MINUTES, meanwhile: person() };
			const runs = await againUntilServed(place, job, patience);
			const calls = cpsCalls(simulator);
			const { polls, besidesPolls } = counted(calls);
			const created = calls
				.filter(
					({ method, path, status }) =>
						method === 'POST' && /enrollments$/.test(path) && status === 202,
				)
				.map(({ at }) => at);
			const apart = created.slice(1).map((at, index) => at - (created[index] ?? 0));
			const judgement = await judged(place, job, patience);
			report('A certificate at Akamai, at the true pace', [
				`${COUNT} enrollments of one contract through the templates in a real n8n, at the documented limits and with the interval of five minutes, nothing accelerated: created ${apart.map((ms) => `${(ms / SECONDS).toFixed(1)} s`).join(' and ')} after one another, served by ${runs} run(s) of the first workflow, ${besidesPolls} calls besides ${polls} polls.`,
			]);
			expect(judgement).toEqual(asWanted(names));
			expect(created).toHaveLength(COUNT);
			expect(apart.filter((ms) => ms < INTERVAL_MS)).toEqual([]);
		},
		45 * MINUTES,
	);
});
