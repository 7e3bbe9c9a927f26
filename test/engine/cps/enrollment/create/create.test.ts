import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import {
	akamaiCalls,
	akamaiCps,
	akamaiCredential,
	byId,
	enrollmentParameters,
	enrollmentsOf,
	seedAkamai,
} from '../../../../support/cps';
import { startReceiver } from '../../../../support/receiver';
import { useSimulator } from '../../../../support/use';

const simulator = useSimulator();

const posts = async () => await akamaiCalls(simulator, 'POST', /^\/cps\/v2\/enrollments$/);

const create = async (
	items: IDataObject[],
	more: INodeParameters = {},
	options: Parameters<typeof akamaiCps>[3] = {},
) => await akamaiCps(simulator, enrollmentParameters(simulator, more), items, options);

describe('Enrollment > Create', () => {
	it('creates one enrollment for each item, links it, and names both ids as numbers', async () => {
		const items = [{ commonName: 'one.example.com' }, { commonName: 'two.example.com' }];
		const { outputs, error } = await create(items);
		expect(error).toBeUndefined();
		const booked = await enrollmentsOf(simulator);
		expect(outputs[0]).toHaveLength(2);
		outputs[0]?.forEach(({ json, pairedItem }, item) => {
			const { commonName } = items[item] ?? {};
			const { id } = booked.find(({ cn }) => cn === commonName) ?? {};
			expect(json).toEqual({
				enrollment: `/cps/v2/enrollments/${id}`,
				changes: [expect.stringMatching(new RegExp(`^/cps/v2/enrollments/${id}/changes/\\d+$`))],
				enrollmentId: id,
				changeId: expect.any(Number),
				commonName,
				contractId: simulator.keys.contractId,
				reused: false,
				recovered: false,
			});
			expect(pairedItem).toEqual({ item });
		});
		expect(await posts()).toHaveLength(2);
	});

	it('takes the contract with the prefix that the Contracts API prints', async () => {
		const contractId = { __rl: true, mode: 'id', value: `ctr_${simulator.keys.contractId}` };
		const { error } = await create([{ commonName: 'ctr.example.com' }], { contractId });
		expect(error).toBeUndefined();
		expect((await posts())[0]?.query).toContain(`contractId=${simulator.keys.contractId}`);
	});

	it('speaks version 11, and 12 only where fipsMode is set', async () => {
		await create([{ commonName: 'eleven.example.com' }]);
		const networkConfiguration = {
			fipsMode: true,
			mustHaveCiphers: 'ak-akamai-2020q1',
			preferredCiphers: 'ak-akamai-2020q1',
		};
		const { error } = await create([{ commonName: 'twelve.example.com' }], {
			networkConfiguration,
		});
		expect(error).toBeUndefined();
		expect((await posts()).map(({ headers }) => headers['content-type'])).toEqual([
			'application/vnd.akamai.cps.enrollment.v11+json',
			'application/vnd.akamai.cps.enrollment.v12+json',
		]);
	});

	it('acts in the account of the item, in place of that of the credential', async () => {
		const { error } = await create([{ commonName: 'other.example.com' }], {
			contractId: { __rl: true, mode: 'id', value: '1-1TJZH5' },
			additionalFields: { accountSwitchKey: '1-5C0YLB:1-8BYUX' },
		});
		expect(error).toBeUndefined();
		expect((await enrollmentsOf(simulator))[0]).toMatchObject({ account: '1-5C0YLB:1-8BYUX' });
	});

	it('keeps the fields of the input on request', async () => {
		const items = [{ commonName: 'kept.example.com', ticket: 'CHG-1' }];
		const { outputs } = await create(items, { options: { includeInputFields: true } });
		expect(outputs[0]?.[0]?.json).toMatchObject({ ticket: 'CHG-1', reused: false });
	});

	it('hints at a technical contact who is not at Akamai, and still creates', async () => {
		const techContact = { firstName: 'A', lastName: 'B', email: 'a@example.com', phone: '1' };
		const { run, error } = await create([{ commonName: 'hint.example.com' }], { techContact });
		expect(error).toBeUndefined();
		const hints = run.data.resultData.runData['Node under test']?.[0]?.hints;
		expect(hints?.[0]?.message).toContain('Tech Contact');
		expect(await posts()).toHaveLength(1);
	});

	it('adds client authentication by an update, since a creation may not hold it', async () => {
		const networkConfiguration = {
			setId: 'set-1.xml',
			sendCaListToClient: true,
			ocspEnabled: true,
		};
		const { outputs, error } = await create([{ commonName: 'mtls.example.com' }], {
			networkConfiguration,
		});
		expect(error).toBeUndefined();
		const [put] = await akamaiCalls(simulator, 'PUT');
		expect((await posts())[0]?.body).not.toContain('clientMutualAuthentication');
		expect(put?.query).toContain('allow-cancel-pending-changes=true');
		expect(JSON.parse(put?.body ?? '')).toMatchObject({
			csr: { cn: 'mtls.example.com' },
			networkConfiguration: {
				clientMutualAuthentication: {
					setId: 'set-1.xml',
					authenticationOptions: { sendCaListToClient: true, ocsp: { enabled: true } },
				},
			},
		});
		const [enrollment] = (await enrollmentsOf(simulator)) as unknown as Array<{
			changes: Array<{ id: number; status: string }>;
		}>;
		expect(enrollment?.changes.at(-1)?.id).toBe(outputs[0]?.[0]?.json.changeId);
	});

	it('finds out whether the update was carried out when its answer was lost', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'PUT' } });
		const { outputs, error } = await create([{ commonName: 'cut.example.com' }], {
			networkConfiguration: { setId: 'set-1.xml' },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: true, changeId: expect.any(Number) });
		expect(await akamaiCalls(simulator, 'PUT')).toHaveLength(1);
	});

	it('tells the id of an enrollment whose client authentication was refused', async () => {
		await simulator.fault('unavailable', { match: { method: 'PUT' } });
		const networkConfiguration = { setId: 'set-1.xml' };
		const { outputs } = await create(
			[{ commonName: 'half.example.com' }],
			{ networkConfiguration },
			{ onError: 'continueRegularOutput' },
		);
		const [booked] = await enrollmentsOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining(`Enrollment ${booked?.id} exists`),
			details: { ids: { enrollmentId: booked?.id, commonName: 'half.example.com' } },
		});
	});
});

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
		expect(await enrollmentsOf(simulator)).toHaveLength(1);
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
		await simulator.fault('cpsConflictExists', { remaining: 1, match: { method: 'POST' } });
		const { error } = await create([{ commonName: 'stop.example.com' }], {
			additionalFields: { allowDuplicateCn: allowed },
		});
		expect(error?.description).toContain(words);
	});
});

describe('Enrollment > Create and the limits', () => {
	/** The interval counts for each contract, so each of these tests has one of its own. */
	let contractId: INodeParameters;
	let contracts = 0;
	beforeEach(async () => {
		const value = `C-LIMIT${++contracts}`;
		contractId = { __rl: true, mode: 'id', value };
		await seedAkamai(simulator, { contracts: [value] });
	});

	it('waits for the five-minute interval and then creates', async () => {
		await simulator.fault('cpsConflictInterval', { remaining: 1, match: { method: 'POST' } });
		const { outputs, error } = await create([{ commonName: 'patient.example.com' }], {
			contractId,
			options: { creationInterval: 5 },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ reused: false, recovered: false });
		expect(await posts()).toHaveLength(2);
	});

	it('gives up waiting as told, with nothing done and a hint when to come back', async () => {
		await simulator.fault('cpsConflictInterval', { match: { method: 'POST' } });
		const { outputs } = await create(
			[{ commonName: 'hasty.example.com' }],
			{ contractId, options: { creationInterval: 300, waitForTurn: 0 } },
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining('one new enrollment in 300 s'),
			details: { retryable: true, whoActs: 'nobody', ids: { commonName: 'hasty.example.com' } },
		});
		expect(await posts()).toHaveLength(1);
	});

	it('keeps the interval itself: the second item of a contract is not sent too early', async () => {
		const items = [{ commonName: 'first.example.com' }, { commonName: 'second.example.com' }];
		const { outputs } = await create(
			items,
			{ contractId, options: { creationInterval: 300, waitForTurn: 1 } },
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({ reused: false });
		expect(outputs[0]?.[1]?.json).toMatchObject({ details: { code: 'no slot', retryable: true } });
		expect(await posts()).toHaveLength(1);
	});

	it('adopts at once what exists, instead of waiting for a turn first', async () => {
		const items = [{ commonName: 'there.example.com' }];
		const more = { contractId, options: { creationInterval: 300 } };
		await create(items, more);
		const { outputs } = await create(items, more);
		expect(outputs[0]?.[0]?.json).toMatchObject({ reused: true });
		expect(await posts()).toHaveLength(1);
	});

	it('looks again before its turn where duplicates are allowed: two executions make one', async () => {
		const more = (commonName: string) => ({
			contractId,
			commonName,
			additionalFields: { allowDuplicateCn: true },
			options: { creationInterval: 2, waitForTurn: 20 },
		});
		await create([{}], more('before.example.com'));
		await simulator.advance(300);
		const both = [create([{}], more('race.example.com')), create([{}], more('race.example.com'))];
		await sleep(1000);
		await simulator.advance(300);
		const made = (await Promise.all(both)).map(({ outputs }) => outputs[0]?.[0]?.json);
		expect(made.map((json) => json?.reused).sort()).toEqual([false, true]);
		expect(made[0]?.enrollmentId).toBe(made[1]?.enrollmentId);
		expect(await posts()).toHaveLength(2);
	}, 30_000);

	it('lets the items of a free contract go on while many wait for another', async () => {
		const value = `C-LIMIT${++contracts}`;
		await seedAkamai(simulator, { contracts: [value, contractId.value] });
		const busy = Array.from({ length: 10 }, (_, n) => ({ commonName: `busy${n}.example.com` }));
		const items = [
			...busy.map((item) => ({ ...item, contractId: contractId.value })),
			{ commonName: 'free.example.com', contractId: value },
		];
		const running = create(
			items,
			{
				contractId: byId('={{ $json.contractId }}'),
				options: { creationInterval: 300, waitForTurn: 8 },
			},
			{ onError: 'continueRegularOutput' },
		);
		await sleep(5000);
		const booked = (await enrollmentsOf(simulator)).map(({ cn }) => cn);
		expect(booked).toHaveLength(2);
		expect(booked).toContain('free.example.com');
		const { outputs } = await running;
		const refused = outputs[0]?.filter(({ json }) => json.error) ?? [];
		expect(refused).toHaveLength(9);
		expect(refused[0]?.json.error).toContain(
			'one new enrollment in 300 s; no turn came within 8 s',
		);
	}, 30_000);

	it.each(['0', 'Sun, 06 Nov 1994 08:49:37 GMT'])(
		'does not storm the service that answers 409 with Retry-After %s',
		async (retryAfter) => {
			const receiver = await startReceiver(({ method }) =>
				method === 'POST'
					? { status: 409, headers: { 'retry-after': retryAfter }, body: { title: 'Conflict' } }
					: { body: { enrollments: [] } },
			);
			try {
				const { error } = await create(
					[{ commonName: 'storm.example.com' }],
					{ options: { creationInterval: 2, waitForTurn: 2 } },
					{
						credentials: {
							akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: receiver.origin },
						},
					},
				);
				expect(error?.message).toContain('one new enrollment in 2 s');
			} finally {
				await receiver.close();
			}
			const sent = receiver.received.filter(({ method }) => method === 'POST');
			expect(sent.length).toBeGreaterThan(1);
			expect(sent.length).toBeLessThan(5);
		},
	);

	it('stops at once when the execution is cancelled while an item waits for its turn', async () => {
		const items = [{ commonName: 'sent.example.com' }, { commonName: 'unsent.example.com' }];
		const started = performance.now();
		await create(items, { contractId, options: { creationInterval: 300 } }, { cancelAfter: 1500 });
		expect(performance.now() - started).toBeLessThan(3000);
		expect(await posts()).toHaveLength(1);
	});

	it('does not count a refused creation against the interval', async () => {
		const items = [{ commonName: 'refused.example.com' }];
		const more = { contractId, options: { creationInterval: 300, waitForTurn: 1 } };
		await seedAkamai(simulator, { contracts: [] });
		const refused = await create(items, more);
		expect(refused.error?.message).toContain('is not known');
		await seedAkamai(simulator, { contracts: [contractId.value] });
		const { error } = await create(items, more);
		expect(error).toBeUndefined();
	});

	it('waits out a 429', async () => {
		await simulator.fault('tooManyRequests', { remaining: 1, match: { method: 'POST' } });
		await simulator.fault('retryAfterSeconds', { seconds: 1 });
		const { outputs, error } = await create([{ commonName: 'limited.example.com' }], {
			contractId,
		});
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ reused: false, recovered: false });
		expect(await enrollmentsOf(simulator)).toHaveLength(1);
	});
});
