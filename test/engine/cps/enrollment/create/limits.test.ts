import type { INodeParameters } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import {
	akamaiCalls,
	akamaiCredential,
	byId,
	enrollmentsOf,
	seedAkamai,
} from '../../../../support/cps';
import { withFastClock } from '../../../../support/fastClock';
import { startReceiver } from '../../../../support/receiver';
import { useCreation } from './creation';

const { simulator, posts, create } = useCreation();

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

	it('waits by default long enough for the third of a contract, ten minutes and a bit', async () => {
		const items = ['first', 'second', 'third'].map((name) => ({
			commonName: `${name}.example.com`,
		}));
		const more = { contractId, options: { creationInterval: 300 } };
		const { error } = await withFastClock([simulator], async () => await create(items, more));
		expect(error).toBeUndefined();
		expect(await posts()).toHaveLength(3);
	});

	it('reads no list of all contracts only because a turn is waited for', async () => {
		const items = [{ commonName: 'served.example.com' }, { commonName: 'waits.example.com' }];
		const more = { contractId, options: { creationInterval: 3 } };
		const { error } = await create(items, more);
		expect(error).toBeUndefined();
		const lists = await akamaiCalls(simulator, 'GET', /^\/cps\/v2\/enrollments$/);
		expect(lists.map(({ query }) => query)).toEqual([`?contractId=C-LIMIT${contracts}`]);
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

	it('does not storm the list while another creation is under way and no interval is kept', async () => {
		const receiver = await startReceiver(async ({ method }) => {
			if (method !== 'POST') return { body: { enrollments: [] } };
			await sleep(3000);
			return { status: 400, body: { title: 'Bad Request' } };
		});
		const more = {
			additionalFields: { allowDuplicateCn: true },
			options: { creationInterval: 0, waitForTurn: 10 },
		};
		const credentials = {
			akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: receiver.origin },
		};
		try {
			const items = [{ commonName: 'one.example.com' }, { commonName: 'two.example.com' }];
			await create(items, more, { credentials, onError: 'continueRegularOutput' });
		} finally {
			await receiver.close();
		}
		const looks = receiver.received.filter(({ method }) => method === 'GET');
		expect(looks.length).toBeLessThan(15);
	}, 30_000);

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
