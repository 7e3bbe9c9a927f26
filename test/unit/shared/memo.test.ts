import { sleep } from 'n8n-workflow';

import type { Read } from '../../../nodes/shared/memo';
import { remember } from '../../../nodes/shared/memo';
import { cancelled } from '../../../nodes/shared/time/stop';

/** A service that is asked again and again: what it tells, and how often it was asked. */
function serviceThat(...tells: Array<string | Error>) {
	let asked = 0;
	const read = async (): Promise<string> => {
		const told = tells[Math.min(asked++, tells.length - 1)];
		await sleep(1);
		if (told instanceof Error) throw told;
		return String(told);
	};
	return { read, asked: () => asked };
}

const newMemo = () => new Map<string, Read<string>>();
const outcomeOf = async (value: Promise<string>): Promise<string> =>
	await value.catch((error: Error) => `failed: ${error.message}`);

describe('What is remembered', () => {
	test('is read once for all who ask at the same time, and after it', async () => {
		const memo = newMemo();
		const { read, asked } = serviceThat('first', 'second');
		const ask = async () => await remember(memo, 'key', read);
		expect(await Promise.all([ask(), ask(), ask()])).toEqual(['first', 'first', 'first']);
		expect([await ask(), asked()]).toEqual(['first', 1]);
	});

	test('belongs to its key', async () => {
		const memo = newMemo();
		const { read } = serviceThat('first', 'second');
		expect(await remember(memo, 'a', read)).toBe('first');
		expect(await remember(memo, 'b', read)).toBe('second');
	});

	test('is read anew once it is too old', async () => {
		jest.spyOn(performance, 'now').mockReturnValue(1000);
		const memo = newMemo();
		const { read } = serviceThat('first', 'second');
		const ask = async () => await remember(memo, 'key', read, { keptFor: 10 });
		expect(await ask()).toBe('first');
		jest.spyOn(performance, 'now').mockReturnValue(1009);
		expect(await ask()).toBe('first');
		jest.spyOn(performance, 'now').mockReturnValue(1010);
		expect(await ask()).toBe('second');
		jest.restoreAllMocks();
	});
});

describe('A read that failed', () => {
	const broken = () => serviceThat(new Error('broken'), 'second');

	test('is told to all who waited for it, and read anew for the next', async () => {
		const memo = newMemo();
		const { read } = broken();
		const ask = async () => await outcomeOf(remember(memo, 'key', read));
		expect(await Promise.all([ask(), ask()])).toEqual(['failed: broken', 'failed: broken']);
		expect(await ask()).toBe('second');
	});

	test('is told to everybody where failures are kept', async () => {
		const memo = newMemo();
		const { read, asked } = broken();
		const ask = async () => await outcomeOf(remember(memo, 'key', read, { keepFailures: true }));
		expect([await ask(), await ask(), asked()]).toEqual(['failed: broken', 'failed: broken', 1]);
	});

	test('does not take away what was read after it', async () => {
		const memo = newMemo();
		const slow = broken();
		const failing = outcomeOf(remember(memo, 'key', slow.read));
		memo.delete('key');
		const again = remember(memo, 'key', serviceThat('newer').read);
		expect([await failing, await again]).toEqual(['failed: broken', 'newer']);
		expect(await remember(memo, 'key', slow.read)).toBe('newer');
	});
});

describe('Stop', () => {
	test('of the execution that reads is no answer to another, which reads itself', async () => {
		const memo = newMemo();
		const { read } = serviceThat(cancelled(), 'second');
		const stopped = outcomeOf(remember(memo, 'key', read, { signal: AbortSignal.abort() }));
		const { signal } = new AbortController();
		const others = [1, 2].map(async () => await remember(memo, 'key', read, { signal }));
		expect(await stopped).toContain('stopped');
		expect(await Promise.all(others)).toEqual(['second', 'second']);
	});

	test('of one that waits ends its wait, and nothing else', async () => {
		const memo = newMemo();
		const { read } = serviceThat('first');
		const first = remember(memo, 'key', read);
		const stop = new AbortController();
		const second = outcomeOf(remember(memo, 'key', read, { signal: stop.signal }));
		stop.abort();
		expect(await second).toContain('stopped');
		expect(await first).toBe('first');
	});
});
