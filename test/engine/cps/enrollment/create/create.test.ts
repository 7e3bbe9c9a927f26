import { akamaiCalls, enrollmentsOf } from '../../../../support/cps';
import { hintsOf } from '../../../../support/engine';
import { useCreation } from './creation';

const { simulator, posts, create } = useCreation();

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
				whoActs: 'nobody',
				nextStep: expect.stringContaining('Change > Check Status'),
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
		const run = await create([{ commonName: 'hint.example.com' }], { techContact });
		expect(run.error).toBeUndefined();
		expect(hintsOf(run)[0]).toContain('Tech Contact');
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
