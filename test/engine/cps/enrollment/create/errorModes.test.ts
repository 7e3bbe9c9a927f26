import { akamaiCalls, akamaiCps, enrollmentParameters } from '../../../../support/cps';
import { useSimulator } from '../../../../support/use';

const simulator = useSimulator();

describe('One bad item among good ones', () => {
	const items = [
		{ commonName: 'good.example.com' },
		{ commonName: 'bad name' },
		{ commonName: 'fine.example.com' },
	];
	const run = async (options: Parameters<typeof akamaiCps>[3]) =>
		await akamaiCps(simulator, enrollmentParameters(simulator), items, options);
	const posts = async () => await akamaiCalls(simulator, 'POST');

	it('Stop: nothing is sent, and the bad one is named', async () => {
		const { error } = await run({});
		expect(error?.message).toContain('[item 1]');
		expect(await posts()).toHaveLength(0);
	});

	it('Continue: the good ones are created, the bad one tells why, each linked', async () => {
		const { outputs } = await run({ onError: 'continueRegularOutput' });
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(Object.keys(outputs[0]?.[1]?.json ?? {})).toEqual(['error', 'details']);
		expect(await posts()).toHaveLength(2);
	});

	it('Continue with error output: the bad one leaves by Error', async () => {
		const { outputs } = await run({ onError: 'continueErrorOutput' });
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[1]?.[0]?.json.details).toMatchObject({ whoActs: 'workflow owner' });
		expect(await posts()).toHaveLength(2);
	});
});

it('a later failure in Stop mode lists what was created and that a repeat is safe', async () => {
	await simulator.fault('cpsConflictExists', { after: 1, match: { method: 'POST' } });
	const items = [{ commonName: 'made.example.com' }, { commonName: 'not.example.com' }];
	const { error } = await akamaiCps(
		simulator,
		enrollmentParameters(simulator, { options: { waitForTurn: 1 } }),
		items,
	);
	expect(error?.message).toContain('1 done, 1 not done');
	expect(error?.description).toMatch(
		/Done: \[item 0\] made\.example\.com \(enrollment ID \d+, change ID \d+\)/,
	);
	expect(error?.description).toContain('not.example.com');
	expect(error?.description).toContain('is safe');
});
