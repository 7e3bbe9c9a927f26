import * as fc from 'fast-check';

import { Failure } from '../../../../nodes/shared/failure';
import { defineEvent } from '../../../../nodes/shared/watch/defineTrigger';
import { inTurn, lookUps } from '../../../../nodes/shared/watch/lookUps';
import type { Id } from '../../../../nodes/shared/values';
import { asId } from '../../../../nodes/shared/values';
import { polled } from './polled';

/** A service with things that ask for something, one after the other, and are seldom all looked at. */
class Service {
	readonly asks = new Map<number, string>();

	isDown = false;

	/** Ends the look that is under way. */
	private letGo?: () => void;

	private slow?: Promise<void>;

	private count = 0;

	/** Everything that was ever asked for and seen by nobody before it was over. */
	readonly asked = new Set<string>();

	constructor(private readonly perPoll: number) {}

	ask(thing: number): void {
		const what = `ask-${(this.count += 1)}`;
		this.asks.set(thing, what);
		this.asked.add(`${thing}:${what}`);
	}

	/** Answered before anybody looked: nobody has to be told. */
	answer(thing: number, told: string[]): void {
		const name = `${thing}:${this.asks.get(thing)}`;
		if (!told.includes(name)) this.asked.delete(name);
		this.asks.delete(thing);
	}

	slowDown(): void {
		this.slow = new Promise((resolve) => (this.letGo = resolve));
	}

	speedUp(): void {
		this.letGo?.();
		this.slow = undefined;
	}

	readonly event = defineEvent({
		name: 'Asked',
		description: '',
		fields: [],
		read: () => ({}),
		watched: async () => 'all',
		look: async (_ctx, _input, { now, hint, until }) => {
			const seen = new Map(this.asks);
			await this.slow;
			if (this.isDown) throw new Failure({ class: 'wait', message: 'down', everybody: true });
			const all: Id[] = THINGS;
			const { found, last } = await lookUps(
				inTurn(all, asId(hint.last), this.perPoll),
				until,
				async (id) => seen.get(Number(id)),
			);
			return {
				sightings: found.flatMap(([id, what]) =>
					what === undefined
						? []
						: [{ thing: String(id), what, until: now + 86_400_000, json: { what } }],
				),
				looked: found.map(([id]) => String(id)),
				hint: { last },
			};
		},
	});
}

const THINGS = [1, 2, 3, 4, 5, 6, 7];

type Step =
	| { do: 'ask' | 'answer'; thing: number }
	| { do: 'poll' | 'fail' | 'overlap' | 'restart' | 'kill' | 'activate' };

const steps = fc.array(
	fc.oneof(
		{
			weight: 4,
			arbitrary: fc.record({ do: fc.constant('ask'), thing: fc.constantFrom(...THINGS) }),
		},
		{
			weight: 2,
			arbitrary: fc.record({ do: fc.constant('answer'), thing: fc.constantFrom(...THINGS) }),
		},
		{ weight: 4, arbitrary: fc.constant({ do: 'poll' }) },
		{
			weight: 1,
			arbitrary: fc.record({
				do: fc.constantFrom('fail', 'overlap', 'restart', 'activate', 'kill'),
			}),
		},
	) as fc.Arbitrary<Step>,
	{ maxLength: 60 },
);

/** Of `run` what came twice, and what did not come at all. */
async function run(all: Step[], perPoll: number) {
	const service = new Service(perPoll);
	const n8n = polled(service.event);
	await n8n.activate();
	let kills = 0;
	for (const step of all) {
		switch (step.do) {
			case 'ask':
				// What is replaced unseen was never waited for.
				if (service.asks.has(step.thing)) service.answer(step.thing, n8n.eventIds());
				service.ask(step.thing);
				break;
			case 'answer':
				service.answer(step.thing, n8n.eventIds());
				break;
			case 'poll':
				await n8n.poll();
				break;
			case 'fail':
				service.isDown = true;
				await n8n.poll();
				service.isDown = false;
				break;
			case 'overlap': {
				service.slowDown();
				const slow = n8n.poll();
				await Promise.all([n8n.poll(), n8n.poll()]);
				service.speedUp();
				await slow;
				break;
			}
			case 'kill':
				kills += (await n8n.poll({ killed: true })).length;
				await n8n.restart();
				break;
			default:
				await n8n[step.do]();
		}
	}
	// As long as it takes to look at all of them once.
	for (let polls = 0; polls * perPoll < 2 * THINGS.length; polls++) await n8n.poll();
	const ids = n8n.eventIds();
	return {
		missing: [...service.asked].filter((name) => !ids.includes(name)),
		repeated: ids.length - new Set(ids).size,
		kills,
	};
}

describe('Whatever happens between polls', () => {
	test('every event is told, and twice only what was lost with a process that was killed', async () => {
		await fc.assert(
			fc.asyncProperty(steps, fc.constantFrom(2, 3, 10), async (all, perPoll) => {
				const { missing, repeated, kills } = await run(all, perPoll);
				expect(missing).toEqual([]);
				expect(repeated).toBeLessThanOrEqual(kills);
			}),
			{ numRuns: 200 },
		);
	});
});
