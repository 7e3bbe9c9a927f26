import { enrollmentsOf, TECH_CONTACT } from '../../../../support/cps';
import { hintsOf } from '../../../../support/engine';
import { useCreation } from './creation';

const { simulator, posts, create } = useCreation();

describe('Enrollment > Create, at most once', () => {
	it('adopts the enrollment of an identical run before', async () => {
		const items = [{ commonName: 'again.example.com', sans: ['a.example.com', 'b.example.com'] }];
		const first = await create(items);
		const second = await create(items);
		expect(second.error).toBeUndefined();
		const { enrollmentId, changeId } = first.outputs[0]?.[0]?.json ?? {};
		expect(second.outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId,
			changeId,
			reused: true,
			recovered: false,
		});
		expect(second.outputs[0]?.[0]?.json).not.toHaveProperty('notChanged');
		expect(await enrollmentsOf(simulator)).toHaveLength(1);
	});

	it('says in which fields an adopted enrollment differs, and that they were not changed', async () => {
		await create([{ commonName: 'changed.example.com' }]);
		const techContact = { ...TECH_CONTACT, email: 'TIM@akamai.com', phone: '+1 617 555 9999' };
		const run = await create([{ commonName: 'changed.example.com' }], {
			changeManagement: false,
			csrState: '',
			csrCountry: 'us',
			techContact,
			networkConfiguration: { geography: 'china+core', ocspStapling: 'not-set' },
		});
		expect(run.error).toBeUndefined();
		const { notChanged, reused } = run.outputs[0]?.[0]?.json ?? {};
		expect(reused).toBe(true);
		expect(notChanged).toEqual(
			expect.arrayContaining([
				{ field: 'changeManagement', wanted: '', existing: 'true' },
				{ field: 'csr.st', wanted: '', existing: 'Massachusetts' },
				{ field: 'techContact.phone', wanted: '+1 617 555 9999', existing: TECH_CONTACT.phone },
				{ field: 'networkConfiguration.geography', wanted: 'china+core', existing: 'core' },
			]),
		);
		expect(notChanged).toHaveLength(4);
		expect(hintsOf(run)[0]).toContain('not changed: ');
	});

	it('adopts by itself where duplicates are allowed, without another POST', async () => {
		const more = { additionalFields: { allowDuplicateCn: true } };
		await create([{ commonName: 'twice.example.com' }], more);
		const second = await create([{ commonName: 'twice.example.com' }], more);
		expect(second.outputs[0]?.[0]?.json).toMatchObject({ reused: true });
		expect(await posts()).toHaveLength(1);
	});

	it.each([
		['names', { sans: 'more.example.com' }],
		['secure network', { networkConfiguration: { secureNetwork: 'standard-tls' } }],
		['SNI only', { networkConfiguration: { sniOnly: false } }],
	])(
		'refuses a taken common name whose enrollment differs in %s, with its id',
		async (trait, more) => {
			await create([{ commonName: 'taken.example.com' }]);
			const [booked] = await enrollmentsOf(simulator);
			const { outputs } = await create([{ commonName: 'taken.example.com' }], more, {
				onError: 'continueRegularOutput',
			});
			const { error, details } = outputs[0]?.[0]?.json ?? {};
			expect(error).toContain(`Enrollment ${booked?.id}`);
			expect(error).toContain(trait);
			expect(details).toMatchObject({ ids: { enrollmentId: booked?.id }, retryable: false });
			expect(await enrollmentsOf(simulator)).toHaveLength(1);
		},
	);

	it('refuses a common name of another contract', async () => {
		const items = [{ commonName: 'elsewhere.example.com' }];
		const contractId = { __rl: true, mode: 'id', value: 'K-0N7RAK71' };
		await create(items, { contractId });
		const { error } = await create(items);
		expect(error?.message).toContain('it is in another contract');
	});

	it.each(['connectionCut', 'badGateway', 'gatewayTimeout', 'emptyBody', 'truncatedJson'] as const)(
		'finds the enrollment after %s and does not send it again',
		async (fault) => {
			await simulator.fault(fault, { remaining: 1, match: { method: 'POST' } });
			const { outputs, error } = await create([{ commonName: 'lost.example.com' }]);
			expect(error).toBeUndefined();
			const [booked] = await enrollmentsOf(simulator);
			expect(outputs[0]?.[0]?.json).toMatchObject({
				enrollmentId: booked?.id,
				changeId: expect.any(Number),
				recovered: true,
			});
			expect(await posts()).toHaveLength(1);
		},
	);

	it('says that the outcome is unclear when nothing shows up, with the name', async () => {
		await simulator.fault('requestLost', { remaining: 1, match: { method: 'POST' } });
		const { outputs } = await create(
			[{ commonName: 'gone.example.com' }],
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining('"gone.example.com"'),
			details: { ids: { commonName: 'gone.example.com' }, retryable: true },
		});
		expect(await posts()).toHaveLength(1);
		const again = await create([{ commonName: 'gone.example.com' }]);
		expect(again.outputs[0]?.[0]?.json).toMatchObject({ reused: false });
		expect(await enrollmentsOf(simulator)).toHaveLength(1);
	}, 20_000);

	it.each([
		[false, 'Running the same items again is safe'],
		[true, 'run only those that are not'],
	])('says whether the items may be run again; duplicates allowed: %s', async (allowed, words) => {
		await simulator.fault('cpsConflictExists', {
			remaining: 1,
			after: 1,
			match: { method: 'POST' },
		});
		const items = [{ commonName: 'made.example.com' }, { commonName: 'stop.example.com' }];
		const { error } = await create(items, { additionalFields: { allowDuplicateCn: allowed } });
		expect(error?.description).toContain(words);
	});
});
