import { Failure } from '../../../../nodes/shared/failure';
import { defineEvent } from '../../../../nodes/shared/watch/defineTrigger';
import { afterFailure } from '../../../../nodes/shared/watch/trouble';
import { polled } from './polled';

const MINUTE = 60_000;
const down = new Failure({ class: 'wait', message: 'Akamai did not answer', everybody: true });
const wrongKey = new Failure({ class: 'fixRights', message: 'Akamai does not know this token' });

describe('Polls that fail, one each minute', () => {
	const toldAt = (failure: Failure, minutes: number) => {
		let trouble: ReturnType<typeof afterFailure>['trouble'] | undefined;
		return Array.from({ length: minutes }, (_one, minute) => minute).filter((minute) => {
			const after = afterFailure(trouble, failure, minute * MINUTE);
			trouble = after.trouble;
			return after.isTold;
		});
	};

	test('for want of the service are told after half an hour, then once an hour', () => {
		expect(toldAt(down, 180)).toEqual([30, 90, 150]);
	});

	test('because somebody has to correct something are told at once, then once an hour', () => {
		expect(toldAt(wrongKey, 130)).toEqual([0, 60, 120]);
	});
});

describe('A service that fails', () => {
	let failure: Failure | undefined;
	let asks: string[] = [];
	let single: Failure | undefined;
	const event = defineEvent({
		name: 'Asked',
		description: '',
		fields: [],
		read: () => ({}),
		watched: async () => 'all',
		look: async (_ctx, _input, { now }) => {
			if (failure) throw failure;
			const sightings = asks.map((what) => ({ thing: '1', what, until: now + 1e9, json: {} }));
			return { sightings, looked: ['1'], hint: {}, failure: single };
		},
	});
	beforeEach(() => {
		[failure, single, asks] = [undefined, undefined, []];
	});

	test.each([
		['is not to be had', down],
		['refuses the key', wrongKey],
	])(
		'when a workflow is activated for the first time: if it %s, that is told, since nothing is known yet',
		async (_what, cause) => {
			failure = cause;
			const n8n = polled(event);
			await expect(n8n.activate()).rejects.toThrow(cause.message);
			await expect(n8n.restart()).rejects.toThrow(cause.message);
			expect(n8n.stored).toBe('{}');
		},
	);

	test('when n8n starts keeps no workflow from becoming active, and no event is lost', async () => {
		const n8n = polled(event);
		await n8n.activate();
		failure = down;
		await n8n.restart();
		await n8n.poll();
		[failure, asks] = [undefined, ['csr']];
		await n8n.poll();
		expect(n8n.eventIds()).toEqual(['1:csr']);
	});

	test('for a key that somebody has just entered is told at each try', async () => {
		const n8n = polled(event);
		await n8n.activate();
		failure = wrongKey;
		await expect(n8n.activate()).rejects.toThrow(wrongKey.message);
		await expect(n8n.activate()).rejects.toThrow(wrongKey.message);
	});

	test('for a key that is no longer good is told by the next poll, and then for an hour no more', async () => {
		const n8n = polled(event);
		await n8n.activate();
		failure = wrongKey;
		await expect(n8n.poll()).rejects.toThrow(wrongKey.message);
		expect(await n8n.poll()).toEqual([]);
	});

	test('says since when nothing was looked at', async () => {
		const n8n = polled(event);
		await n8n.activate();
		failure = wrongKey;
		await expect(n8n.poll()).rejects.toMatchObject({
			description: expect.stringMatching(/^Nothing has been looked at since 20.*Who acts: /),
		});
	});

	test('for one thing only tells what it found of the others, and the failure when there is nothing else', async () => {
		const n8n = polled(event);
		await n8n.activate();
		[single, asks] = [wrongKey, ['csr']];
		expect(await n8n.poll()).toHaveLength(1);
		expect(n8n.eventIds()).toEqual(['1:csr']);
		await expect(n8n.poll()).rejects.toThrow(wrongKey.message);
	});
});
