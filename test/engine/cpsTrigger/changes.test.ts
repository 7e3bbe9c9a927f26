import { thirdParty } from '../../contract/akamai/client';
import { akamaiCalls, akamaiCredential, byId, seedAkamai } from '../../support/cps';
import { HOUR, OV, useEnrollments } from '../cps/enrollments';
import { cpsTrigger, testEvent } from './trigger';

const { simulator, make, operation } = useEnrollments();

const credential = () => akamaiCredential(simulator);
const needsInput = (parameters = {}) => cpsTrigger(credential(), 'changeNeedsInput', parameters);
const completed = (parameters = {}) => cpsTrigger(credential(), 'changeCompleted', parameters);

const names = (items: object[]) => items.map((json) => 'commonName' in json && json.commonName);

describe('Change Needs Input', () => {
	test('tells what Check Status tells, once, with the operation that comes next', async () => {
		const n8n = needsInput();
		await n8n.activate();
		const made = await make('csr.example.com');
		expect(await n8n.poll()).toEqual([]);
		await simulator.advance(HOUR);
		const [item, ...others] = await n8n.poll();
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			eventId: `${made.changeId}:third-party-csr`,
			event: 'changeNeedsInput',
			enrollmentId: made.enrollmentId,
			changeId: made.changeId,
			commonName: 'csr.example.com',
			changeType: 'new-certificate',
			state: 'needsAction',
			vendorStatus: 'wait-upload-third-party',
			nextOperation: 'change.getCsr',
		});
		expect(await n8n.poll()).toEqual([]);
		await n8n.restart();
		expect(n8n.told).toHaveLength(1);
	});

	test('tells the next input of the same change', async () => {
		const made = await make('next.example.com', OV);
		const n8n = needsInput();
		await n8n.activate();
		await simulator.advance(2 * HOUR);
		expect(await n8n.poll()).toMatchObject([
			{ eventId: `${made.changeId}:change-management-info` },
		]);
	});

	test('does not tell at the beginning what waits already, unless it should', async () => {
		await make('waits.example.com');
		await simulator.advance(HOUR);
		const silent = needsInput();
		await silent.activate();
		await silent.poll();
		expect(silent.told).toEqual([]);
		const all = needsInput({ options: { tellWhatIsThere: true } });
		await all.activate();
		await all.poll();
		expect(names(all.told.map(({ json }) => json))).toEqual(['waits.example.com']);
	});

	test('begun while n8n was down is told when it is up again', async () => {
		const n8n = needsInput();
		await n8n.activate();
		await make('meanwhile.example.com');
		await simulator.advance(HOUR);
		await n8n.restart();
		expect(names(n8n.told.map(({ json }) => json))).toEqual(['meanwhile.example.com']);
	});

	test('costs one list and as many look-ups as are allowed, and no change is passed over', async () => {
		const n8n = needsInput({ options: { lookUpsPerPoll: 2 } });
		await n8n.activate();
		for (const at of [1, 2, 3, 4, 5]) await make(`many-${at}.example.com`);
		await simulator.advance(HOUR);
		const before = (await akamaiCalls(simulator)).length;
		for (const told of [2, 2, 1, 0]) expect(await n8n.poll()).toHaveLength(told);
		expect((await akamaiCalls(simulator)).length - before).toBe(4 * 3);
		expect(new Set(n8n.eventIds()).size).toBe(5);
	});

	test('of other contracts and accounts is not told', async () => {
		const n8n = needsInput({ contractId: byId('ctr_K-0N7RAK71') });
		await n8n.activate();
		await make('other.example.com');
		await make('own.example.com', { contractId: byId('K-0N7RAK71') });
		await simulator.advance(HOUR);
		expect(names(await n8n.poll())).toEqual(['own.example.com']);
	});

	test('that was cancelled in between is none', async () => {
		const n8n = needsInput();
		await n8n.activate();
		const made = await make('cancelled.example.com');
		await simulator.advance(HOUR);
		await operation('change', 'cancel')(made);
		expect(await n8n.poll()).toEqual([]);
	});
});

describe('Change Completed', () => {
	test('tells a change that is through, once, also if n8n was restarted in between', async () => {
		const n8n = completed();
		await n8n.activate();
		const made = await make('done.example.com', { ...OV, changeManagement: false });
		await n8n.poll();
		await simulator.advance(3 * HOUR);
		await n8n.restart();
		expect(n8n.told.map(({ json }) => json)).toMatchObject([
			{
				eventId: expect.stringMatching(new RegExp(`^${made.enrollmentId}:20.*Z:completed$`)),
				enrollmentId: made.enrollmentId,
				commonName: 'done.example.com',
				action: 'new-certificate',
				state: 'done',
			},
		]);
		await n8n.restart();
		await n8n.poll();
		expect(n8n.told).toHaveLength(1);
	});

	test('tells one that began and ended between two polls', async () => {
		const n8n = completed();
		await n8n.activate();
		await make('unseen.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		expect(names(await n8n.poll())).toEqual(['unseen.example.com']);
	});

	test('looks first at what has lost a change, then at all in turn', async () => {
		for (const at of [1, 2, 3]) await make(`waits-${at}.example.com`);
		await make('last.example.com', { ...OV, changeManagement: false });
		const n8n = completed({ options: { lookUpsPerPoll: 1 } });
		await n8n.activate();
		await simulator.advance(3 * HOUR);
		expect(names(await n8n.poll())).toEqual(['last.example.com']);
	});

	test('tells neither what was completed before nor what was cancelled', async () => {
		const fields = thirdParty('before.example.com');
		await seedAkamai(simulator, { enrollments: [{ fields, ageDays: 20 }] });
		const gone = await make('gone.example.com', OV);
		const n8n = completed();
		await n8n.activate();
		await operation('change', 'cancel')(gone);
		await simulator.advance(HOUR);
		for (let poll = 0; poll < 3; poll++) expect(await n8n.poll()).toEqual([]);
	});
});

describe('A test in the editor', () => {
	test('shows one event that really is, and keeps nothing', async () => {
		await make('shown.example.com');
		await make('done.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const waits = await testEvent(credential(), 'changeNeedsInput');
		expect(names(waits.items)).toEqual(['shown.example.com']);
		const through = await testEvent(credential(), 'changeCompleted');
		expect(names(through.items)).toEqual(['done.example.com']);
		expect([waits.data, through.data]).toEqual([{}, {}]);
	});
});
