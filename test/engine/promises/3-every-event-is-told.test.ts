import { akamaiCredential } from '../../support/cps';
import { HOUR, OV, useEnrollments } from '../cps/enrollments';
import { cpsTrigger } from '../cpsTrigger/trigger';

/** Promise 3 for triggers: no event is passed over, and none is told twice, whatever polls meet. */

const { simulator, make } = useEnrollments();

const active = async (event: string, lookUpsPerPoll = 10) => {
	const n8n = cpsTrigger(akamaiCredential(simulator), event, { options: { lookUpsPerPoll } });
	await n8n.activate();
	return n8n;
};

type Active = Awaited<ReturnType<typeof active>>;

const namesOf = ({ told }: Active) => told.map(({ json }) => json.commonName).sort();
const NAMES = ['one.example.com', 'two.example.com', 'three.example.com'];

test('what begins while polls fail, and while n8n is down, is told once', async () => {
	const n8n = await active('changeNeedsInput');
	for (const name of NAMES) await make(name);
	await simulator.advance(HOUR);
	await simulator.fault('internalError', { match: { path: 'enrollments' } });
	expect(await n8n.poll()).toEqual([]);
	await simulator.sandbox.delete('/faults');
	await n8n.restart();
	await n8n.poll();
	await n8n.restart();
	expect(namesOf(n8n)).toEqual([...NAMES].sort());
});

test('a poll that begins while a slow one is under way tells nothing twice', async () => {
	const n8n = await active('changeNeedsInput');
	for (const name of NAMES) await make(name);
	await simulator.advance(HOUR);
	await simulator.fault('slowAnswer', { delayMs: 500 });
	await Promise.all([n8n.poll(), n8n.poll(), n8n.poll()]);
	expect(namesOf(n8n)).toEqual([...NAMES].sort());
});

test('with few look-ups in a poll everything has its turn', async () => {
	const n8n = await active('changeNeedsInput', 1);
	for (const name of NAMES) await make(name);
	await simulator.advance(HOUR);
	for (let poll = 0; poll < NAMES.length; poll++) await n8n.poll();
	expect(namesOf(n8n)).toEqual([...NAMES].sort());
});

test('a change that begins and ends between two polls is told', async () => {
	for (const name of NAMES) await make(name, { ...OV, changeManagement: false });
	const n8n = await active('changeCompleted', 1);
	await make('unseen.example.com', { ...OV, changeManagement: false });
	await simulator.advance(3 * HOUR);
	// Those that have lost a change come first, then everybody once.
	for (let poll = 0; poll < 8; poll++) await n8n.poll();
	expect(namesOf(n8n)).toEqual([...NAMES, 'unseen.example.com'].sort());
});

test('after a kill an event comes again by the same name', async () => {
	const n8n = await active('changeNeedsInput');
	await make('killed.example.com');
	await simulator.advance(HOUR);
	await n8n.poll({ killed: true });
	await n8n.restart();
	const [first, ...again] = n8n.eventIds();
	expect(again).toEqual([first]);
});
