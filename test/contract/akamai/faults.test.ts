import type { Simulator } from '../../../sandbox/simulator/server';
import { MINUTE, useChanges } from './changes';
import { thirdParty } from './client';

const {
	simulator,
	akamai,
	newName,
	pass,
	word,
	info,
	csrsOf,
	certificateFor,
	upload,
	plainAtUpload,
} = useChanges();

describe('faults', () => {
	const strike = (name: Parameters<Simulator['world']['faults']['set']>[0]) =>
		simulator.world.faults.set(name, { rate: 1, remaining: 1 });

	it('cpsWarningsNotFound: 404 once on warnings that are there', async () => {
		const { change, cn } = await plainAtUpload();
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn, { chain: 'none' }));
		pass(MINUTE);
		strike('cpsWarningsNotFound');
		const read = async () => await info(change, 'post-verification-warnings', 'warnings', 1);
		expect((await read()).status).toBe(404);
		expect((await read()).status).toBe(200);
	});

	it('cpsUnknownWarning: a text that no list knows', async () => {
		const { change, cn } = await plainAtUpload();
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		strike('cpsUnknownWarning');
		await upload(change, await certificateFor(csr, cn));
		pass(MINUTE);
		expect(await word(change)).toBe('wait-review-third-party-cert');
	});

	it('cpsConflictInterval and cpsConflictExists: both meanings of 409, nothing done', async () => {
		const enrolled = async () =>
			(await akamai.get('/cps/v2/enrollments', 'enrollments', 11)).json.enrollments as object[];
		const before = (await enrolled()).length;
		strike('cpsConflictInterval');
		const interval = await akamai.create(thirdParty(newName()));
		strike('cpsConflictExists');
		const exists = await akamai.create(thirdParty(newName()));
		expect([interval.status, exists.status]).toEqual([409, 409]);
		expect(interval.json.detail).not.toBe(exists.json.detail);
		expect(await enrolled()).toHaveLength(before);
	});

	it('cpsInternalError: 500, but only in mid-deployment', async () => {
		const { change, cn } = await plainAtUpload();
		strike('cpsInternalError');
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn));
		pass(2 * MINUTE);
		const look = async () => (await akamai.get(change, 'change', 2)).status;
		const codes = [await look(), await look()];
		expect(codes).toEqual([500, 200]);
	});

	it('tooManyRequests: 429 although there is room', async () => {
		strike('tooManyRequests');
		const answer = await akamai.get('/cps/v2/enrollments', 'enrollments', 11);
		expect(answer.status).toBe(429);
		expect(answer.headers['retry-after']).toBe('1');
	});
});
