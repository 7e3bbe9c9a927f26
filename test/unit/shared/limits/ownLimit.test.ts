import { limiterFor } from '../../../../nodes/shared/limits/limiter';

let identities = 0;
const limiter = () =>
	limiterFor(`bucket test ${++identities}`, {
		windows: [{ requests: 100, milliseconds: 10 }],
		concurrency: 5,
	});

const bucket = { name: 'create', requests: 1, milliseconds: 60_000 };

describe('The bucket of an operation', () => {
	it('gives up after its patience, and says that nothing was sent', async () => {
		const { take } = bound(limiter());
		const release = await take(bucket);
		release();
		await expect(take({ ...bucket, patience: 20 })).rejects.toMatchObject({
			class: 'wait',
			code: 'no slot',
			retryable: true,
		});
	});

	it('is free again at once when the service did not count the call', async () => {
		const { take } = bound(limiter());
		const release = await take(bucket);
		release('notInBucket');
		await expect(take({ ...bucket, patience: 20 })).resolves.toBeInstanceOf(Function);
	});

	it('holds up no other call of the same identity', async () => {
		const { take } = bound(limiter());
		const release = await take(bucket);
		release();
		const blocked = take({ ...bucket, patience: 400 });
		blocked.catch(() => {});
		const started = performance.now();
		(await take())();
		expect(performance.now() - started).toBeLessThan(200);
		await expect(blocked).rejects.toMatchObject({ code: 'no slot' });
	});

	it('follows its settings: a shorter interval holds from then on', async () => {
		const { take } = bound(limiter());
		(await take(bucket))();
		const release = await take({ ...bucket, milliseconds: 1, patience: 500 });
		expect(release).toBeInstanceOf(Function);
		release();
	});
});

type Limiter = ReturnType<typeof limiter>;

const bound = (one: Limiter) => ({
	take: async (own?: Parameters<Limiter['take']>[2]) => await one.take('test', undefined, own),
});
