import { Failure } from '../../../../nodes/shared/failure';
import type { Look } from '../../../../nodes/shared/once/writeOnce';
import { writeOnce } from '../../../../nodes/shared/once/writeOnce';
import { cancelled, cut } from '../../../../nodes/shared/time/stop';

/** A write against a service whose every answer is chosen. */

const lost = () => new Failure({ class: 'unclear', message: 'The answer was lost' });
const refusal = () => new Failure({ class: 'fixRequest', code: '409', message: 'Conflict' });
const noRight = () => new Failure({ class: 'fixRights', code: '403', message: 'No right' });
const limited = () => new Failure({ class: 'wait', code: '429', message: 'Too many' });
const unreadable = () => new Failure({ class: 'settle', message: 'Not readable' });

interface Answer {
	/** What the service does with the call, whatever it answers. */
	does?: boolean;
	throws?: Failure;
}

const DONE: Answer = { does: true };
const LOST_BUT_DONE: Answer = { does: true, throws: lost() };
const LOST: Answer = { throws: lost() };

interface Service {
	/** One for each call; a call beyond them is a fault of the test. */
	answers?: Answer[];
	/** Looks after a write that still do not show it (a list that lags). */
	lag?: number;
	/** The thing does not allow it: seen at the look of this number, the first is 1. */
	closedAt?: number;
	/** Looks of these numbers cannot be had. */
	brokenLooks?: number[];
	/** Looks of these numbers are forbidden. */
	forbiddenLooks?: number[];
	done?: boolean;
	visibleWithinMs?: number;
	signal?: AbortSignal;
	onLook?(count: number): void;
}

async function write({ answers = [], lag = 0, ...service }: Service) {
	const told = { looks: 0, sent: 0, aside: 0 };
	let done = service.done ?? false;
	let hidden = 0;
	const look = async (): Promise<Look<string>> => {
		told.looks++;
		service.onLook?.(told.looks);
		if (service.brokenLooks?.includes(told.looks)) throw unreadable();
		if (service.forbiddenLooks?.includes(told.looks)) throw noRight();
		if (service.closedAt === told.looks) return { is: 'refused', failure: refusal() };
		if (done && hidden > 0) {
			hidden--;
			return { is: 'open', thing: 'before' };
		}
		return done ? { is: 'stands', thing: 'as listed' } : { is: 'open', thing: 'before' };
	};
	const send = async () => {
		const answer = answers[told.sent++];
		if (!answer) throw new Error('One call too many');
		if (answer.does) {
			done = true;
			hidden = lag;
		}
		if (answer.throws) throw answer.throws;
		return 'as answered';
	};
	const result = await writeOnce<string>({
		look,
		send,
		unclear: (cause) => new Failure({ class: 'unclear', message: `Not known: ${cause.message}` }),
		visibleWithinMs: service.visibleWithinMs,
		signal: service.signal,
		stepAside: () => told.aside++,
	}).catch((error: Failure) => error);
	return { result, ...told };
}

describe('Looks first', () => {
	test('what stands already is left as it is', async () => {
		const { result, sent } = await write({ done: true });
		expect(result).toEqual({ thing: 'as listed', how: 'found' });
		expect(sent).toBe(0);
	});

	test('what the thing does not allow is not sent', async () => {
		expect(await write({ closedAt: 1 })).toMatchObject({ result: { code: '409' }, sent: 0 });
	});

	test('what cannot be read is not sent', async () => {
		const { result, sent } = await write({ brokenLooks: [1] });
		expect(result).toMatchObject({ class: 'settle' });
		expect(sent).toBe(0);
	});

	test('what is open is sent, once', async () => {
		const { result, looks, sent, aside } = await write({ answers: [DONE] });
		expect(result).toEqual({ thing: 'as answered', how: 'sent' });
		expect({ looks, sent, aside }).toEqual({ looks: 1, sent: 1, aside: 0 });
	});
});

describe('A lost answer', () => {
	test('of what was carried out is recovered, not sent again', async () => {
		const { result, sent, aside } = await write({ answers: [LOST_BUT_DONE] });
		expect(result).toEqual({ thing: 'as listed', how: 'recovered' });
		expect({ sent, aside }).toEqual({ sent: 1, aside: 1 });
	});

	test('of what was not carried out is sent once more, after a look', async () => {
		const { result, looks, sent } = await write({ answers: [LOST, DONE] });
		expect(result).toEqual({ thing: 'as answered', how: 'sent' });
		expect({ looks, sent }).toEqual({ looks: 2, sent: 2 });
	});

	test('twice is unclear: there is no third call', async () => {
		const { result, looks, sent } = await write({ answers: [LOST, LOST] });
		expect(result).toMatchObject({ class: 'unclear', message: 'Not known: The answer was lost' });
		expect({ looks, sent }).toEqual({ looks: 3, sent: 2 });
	});

	test('of a new thing is looked for until its list shows it', async () => {
		const { result, sent } = await write({
			answers: [LOST_BUT_DONE],
			lag: 1,
			visibleWithinMs: 1500,
		});
		expect(result).toEqual({ thing: 'as listed', how: 'recovered' });
		expect(sent).toBe(1);
	});

	test('stays unclear where nobody can look', async () => {
		const { result, sent } = await write({ answers: [LOST_BUT_DONE], brokenLooks: [2] });
		expect(result).toMatchObject({ class: 'unclear' });
		expect(sent).toBe(1);
	});

	test('of what somebody decided otherwise meanwhile is told as that', async () => {
		const { result, sent } = await write({ answers: [LOST], closedAt: 2 });
		expect(result).toMatchObject({ class: 'fixRequest', code: '409' });
		expect(sent).toBe(1);
	});

	test('before a refusal of the second call: a look decides', async () => {
		const refused = { throws: refusal() };
		const late = await write({ answers: [LOST, { does: true, ...refused }] });
		expect(late.result).toMatchObject({ how: 'recovered' });
		const never = await write({ answers: [LOST, refused] });
		expect(never.result).toMatchObject({ class: 'fixRequest', code: '409' });
		expect([late.sent, never.sent]).toEqual([2, 2]);
	});

	test('before a 429 stays unclear: the limit says nothing of the first call', async () => {
		const limits = Array.from({ length: 8 }, () => ({ throws: limited() }));
		const { result } = await write({ answers: [LOST, ...limits] });
		expect(result).toMatchObject({ class: 'unclear', message: 'Not known: The answer was lost' });
	});
});

describe('A refusal', () => {
	test('of what was done all the same is found, and not sent again', async () => {
		const { result, looks, sent } = await write({ answers: [{ does: true, throws: refusal() }] });
		expect(result).toEqual({ thing: 'as listed', how: 'found' });
		expect({ looks, sent }).toEqual({ looks: 2, sent: 1 });
	});

	test('is believed after one look, however long a list may lag', async () => {
		const { result, looks, aside } = await write({
			answers: [{ throws: refusal() }],
			visibleWithinMs: 60_000,
		});
		expect(result).toMatchObject({ class: 'fixRequest', code: '409' });
		expect({ looks, aside }).toEqual({ looks: 2, aside: 0 });
	});

	test('is unclear where nobody can look', async () => {
		const { result } = await write({ answers: [{ throws: refusal() }], brokenLooks: [2] });
		expect(result).toMatchObject({ class: 'unclear', message: 'Not known: Conflict' });
	});

	test('for lack of a right is one, also where the key may not look', async () => {
		const forbidden = await write({ answers: [{ throws: noRight() }], forbiddenLooks: [2] });
		expect(forbidden.result).toMatchObject({ class: 'fixRights', code: '403' });
		const broken = await write({ answers: [{ throws: noRight() }], brokenLooks: [2] });
		expect(broken.result).toMatchObject({ class: 'unclear' });
	});

	test('by the limit is followed by a look: sent again only where it is still open', async () => {
		const open = await write({ answers: [{ throws: limited() }, DONE] });
		expect(open).toMatchObject({ result: { how: 'sent' }, looks: 2, sent: 2 });
		const done = await write({ answers: [{ does: true, throws: limited() }] });
		expect(done).toMatchObject({ result: { how: 'found' }, looks: 2, sent: 1 });
	});

	test('by the limit, again and again, is told after so many calls', async () => {
		const answers = Array.from({ length: 8 }, () => ({ throws: limited() }));
		expect(await write({ answers })).toMatchObject({ result: { code: '429' }, sent: 8 });
	});
});

describe('Stop', () => {
	test('before the call: nothing was done', async () => {
		const { result, looks } = await write({ answers: [{ throws: cancelled() }] });
		expect(result).toMatchObject({ class: 'wait' });
		expect(looks).toBe(1);
	});

	test('during the call: unclear, without another look or call', async () => {
		const { result, looks, sent } = await write({ answers: [{ throws: cut() }] });
		expect(result).toMatchObject({ class: 'unclear' });
		expect({ looks, sent }).toEqual({ looks: 1, sent: 1 });
	});

	test('during the search for a lost answer: unclear at once', async () => {
		const stop = new AbortController();
		const { result, sent } = await write({
			answers: [LOST],
			visibleWithinMs: 60_000,
			signal: stop.signal,
			onLook: (count) => count === 2 && stop.abort(),
		});
		expect(result).toMatchObject({ class: 'unclear' });
		expect(sent).toBe(1);
	});
});
