/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { isDeepStrictEqual } from 'node:util';

import { NodeOperationError } from 'n8n-workflow';

import { ANSWERS } from '../everyOperation/generic/answers';
import { LONG_MS, quickTime } from '../everyOperation/generic/time';
import { startReceiver } from '../../support/receiver';
import type { Answer, Handler } from '../../support/receiver';
import { skip } from '../../support/monotonicClock';
import type { EventCase } from './events';
import { everyEvent } from './events';

/**
 * What is asked of every operation, of every event of every trigger: whatever a service answers is
 * told as an error or as nothing, shows no secret, and neither makes an event nor unmakes one.
 */

type Strike = (typeof ANSWERS)[string];

/** Status 200 and JSON, but not what was asked for. */
const OF_ANOTHER_SHAPE: Record<string, Strike> = {
	null: { body: 'null', headers: { 'content-type': 'application/json' } },
	'a text': { body: '"maintenance"', headers: { 'content-type': 'application/json' } },
	'an empty list': { body: [] },
	'null in place of the list': { body: { enrollments: null, changes: null } },
	'an object in place of the list': { body: { enrollments: {}, changes: {} } },
	'rows that are none': { body: { enrollments: [7, null], changes: [7, null] } },
	'errors with a list': { body: { enrollments: [], changes: [], errors: [{ code: 'x' }] } },
	'a problem with 200': { body: { type: 'x', title: 'Out of order', status: 503 } },
};

const EVENTS = everyEvent();

/** Longer than anybody is kept from asking again. */
const LATER_MS = 360_000;

jest.setTimeout(LONG_MS);

let endQuickTime = () => {};
beforeEach(() => {
	endQuickTime = quickTime();
});
afterEach(() => {
	jest.restoreAllMocks();
	endQuickTime();
});

/** The good service, but for requests that this hits. */
const struck =
	(good: Handler, strike: Strike, hits: RegExp): Handler =>
	async (request, response) => {
		if (!hits.test(request.url.split('?')[0] ?? '')) return await good(request, response);
		if (strike === 'cut') return void response.destroy();
		return strike === 'stall' ? undefined : strike;
	};

/** An active trigger that has told the first event. */
async function watching(event: EventCase) {
	const receiver = await startReceiver(event.service(0));
	const { n8n, credential } = event.at(receiver.origin);
	await n8n.activate();
	receiver.answer(event.service(1));
	expect(await n8n.poll()).toHaveLength(1);
	return { receiver, n8n, credential, known: toldIn(n8n.data()) };
}

const toldIn = (data: object): unknown =>
	JSON.parse(JSON.stringify('watch' in data ? Object(data.watch).told : undefined));

function shapeFaults(error: unknown): string[] {
	if (!(error instanceof NodeOperationError)) return [`threw ${String(error)}`];
	return [
		...(error.message.length < 300 ? [] : ['the message is too long']),
		...(error.description?.includes('Who acts: ') ? [] : ['nobody is told to act']),
	];
}

interface Struck {
	/** What is answered, and where. */
	name: string;
	strike: Strike;
	hits: RegExp;
}

const struckIn = ({ lookUps }: EventCase): Struck[] =>
	Object.entries({ ...ANSWERS, ...OF_ANOTHER_SHAPE }).flatMap(([name, strike]) => [
		{ name: `${name} to everything`, strike, hits: /./ },
		{ name: `${name} to what it looks at singly`, strike, hits: lookUps },
	]);

/** Two polls that are answered so: neither is an event made nor unmade. */
async function pollsStruck(event: EventCase, { name, strike, hits }: Struck) {
	const { receiver, n8n, known } = await watching(event);
	receiver.answer(struck(event.service(2), strike, hits));
	const faults: string[] = [];
	for (let poll = 0; poll < 2; poll++) {
		const items = await n8n.poll().catch((error: unknown) => {
			faults.push(...shapeFaults(error));
			return [];
		});
		if (items.length > 0) faults.push(`told ${JSON.stringify(items)}`);
		if (!isDeepStrictEqual(toldIn(n8n.data()), known)) faults.push('forgot what was told');
	}
	receiver.answer(event.service(2));
	return { name, receiver, n8n, faults };
}

describe.each(EVENTS)('$name', (event) => {
	test('tells nothing and forgets nothing, whatever a service answers', async () => {
		const all = await Promise.all(
			struckIn(event).map(async (one) => await pollsStruck(event, one)),
		);
		skip(LATER_MS);
		const told = await Promise.all(
			all.map(async ({ name, receiver, n8n, faults }) => {
				const polls = [(await n8n.poll()).length, (await n8n.poll()).length];
				await receiver.close();
				return { name, faults, polls, events: new Set(n8n.eventIds()).size };
			}),
		);
		const right = all.map(({ name }) => ({ name, faults: [], polls: [1, 0], events: 2 }));
		expect(told).toEqual(right);
	});

	test('shows no secret of the credential, refused or served', async () => {
		const { receiver, n8n, credential } = await watching(event);
		const names = ['clientToken', 'clientSecret', 'accessToken', 'accountSwitchKey'];
		const secrets = names.map((name) => String(credential[name]));
		const words = secrets.flatMap((one) => [one, encodeURIComponent(one)]).join(' ');
		const shown: unknown[] = [];
		receiver.answer(({ headers }) => ({
			status: 401,
			body: { title: words, detail: String(headers.authorization) },
		}));
		await n8n.poll().catch((error: unknown) => {
			const { message, description, stack } = Object(error);
			shown.push(message, description, stack);
		});
		const good = event.service(2);
		receiver.answer(async (request, response) =>
			chatty(await good(request, response), `${words} ${request.headers.authorization}`),
		);
		shown.push(await n8n.poll(), n8n.data(), n8n.stored);
		const text = JSON.stringify(shown);
		expect(text).toContain('[credential]');
		await receiver.close();
		expect(n8n.told).toHaveLength(2);
		for (const secret of secrets) expect(text).not.toContain(secret);
	});

	test('that stalls holds up no second poll, which would tell the same', async () => {
		const { receiver, n8n, known } = await watching(event);
		let letGo = () => {};
		const held = new Promise<void>((resolve) => (letGo = resolve));
		const good = event.service(2);
		receiver.answer(async (request, response) => {
			await held;
			return await good(request, response);
		});
		const before = receiver.received.length;
		const slow = n8n.poll();
		expect(await n8n.poll()).toEqual([]);
		expect(toldIn(n8n.data())).toEqual(known);
		expect(receiver.received.length - before).toBeLessThan(2);
		letGo();
		expect(await slow).toHaveLength(1);
		expect(await n8n.poll()).toEqual([]);
		await receiver.close();
	});
});

/** Every object of an answer holds the words. */
function chatty(answer: Answer | undefined | void, words: string): Answer {
	const withWords = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(withWords);
		if (typeof value !== 'object' || value === null) return value;
		const inner = Object.entries(value).map(([name, one]) => [name, withWords(one)]);
		return { ...Object.fromEntries(inner), echo: words, description: words };
	};
	return { ...answer, body: withWords(answer?.body) };
}
