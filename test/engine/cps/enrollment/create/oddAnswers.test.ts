import type { INodeParameters } from 'n8n-workflow';

import { akamaiCalls, akamaiCredential, enrollmentsOf } from '../../../../support/cps';
import { startReceiver } from '../../../../support/receiver';
import { useBetween } from '../../../../support/use';
import { useCreation } from './creation';

const { simulator, posts, create } = useCreation();
const between = useBetween(simulator);

const run = async (commonName: string, more: INodeParameters = {}) =>
	await create([{ commonName }], more, {
		credentials: {
			akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: between.origin },
		},
		onError: 'continueRegularOutput',
	});

const LIST = /^\/cps\/v2\/enrollments\?/;
const DUPLICATES = { additionalFields: { allowDuplicateCn: true } };

describe('Enrollment > Create, answered oddly', () => {
	it.each([
		['an empty object', {}],
		['null', 'null'],
		['text', '"accepted"'],
		['no changes', { enrollment: '/cps/v2/enrollments/10001' }],
		['ID 0', { enrollment: '/cps/v2/enrollments/0', changes: [] }],
		[
			'a change of another enrollment',
			{ enrollment: '/cps/v2/enrollments/5', changes: ['/cps/v2/enrollments/6/changes/7'] },
		],
	])('with %s: the enrollment is found, and not sent again', async (_name, body) => {
		between.change(({ method }) => (method === 'POST' ? { status: 202, body } : undefined));
		const { outputs } = await run('odd.example.com');
		const [booked] = await enrollmentsOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({ enrollmentId: booked?.id, recovered: true });
		expect(await posts()).toHaveLength(1);
	});

	it.each([
		['an empty object', {}],
		['null', 'null'],
		['text', '"maintenance"'],
		['errors', { errors: [{ code: 'x' }] }],
		['a row without an ID', { enrollments: [{ csr: { cn: 'there.example.com' } }] }],
	])('a list of %s is no absence: nothing is enrolled', async (_name, body) => {
		await create([{ commonName: 'there.example.com' }], DUPLICATES);
		between.change(({ url }) => (LIST.test(url) ? { status: 200, body } : undefined));
		const { outputs } = await run('there.example.com', DUPLICATES);
		expect(outputs[0]?.[0]?.json.details).toMatchObject({
			code: 'unreadable answer',
			retryable: true,
		});
		expect(await posts()).toHaveLength(1);
	});

	it.each([400, 403, 409, 422])(
		'with %i although it was done: the next run adopts it, with and without duplicates',
		async (status) => {
			for (const [commonName, more] of [
				['refused.example.com', {}],
				['twice.example.com', DUPLICATES],
			] as const) {
				const refusal = { type: 'x', title: 'Refused', detail: 'No.' };
				between.change(({ method }) => (method === 'POST' ? { status, body: refusal } : undefined));
				await run(commonName, more);
				between.change(() => undefined);
				const { outputs } = await run(commonName, more);
				expect(outputs[0]?.[0]?.json).toMatchObject({ reused: true });
				const booked = await enrollmentsOf(simulator);
				expect(booked.filter(({ cn }) => cn === commonName)).toHaveLength(1);
			}
		},
	);

	it.each(['cannot-cancel-pending-change', 'invalid-enrollment-state'])(
		'with 409 %s: is told at once, and not waited for as the interval',
		async (slug) => {
			const body = { type: `https://host.example.test/cps/v2/error-types/${slug}`, title: 'No.' };
			const service = await startReceiver(({ method }) =>
				method === 'POST' ? { status: 409, body } : { body: { enrollments: [] } },
			);
			const { outputs } = await create(
				[{ commonName: 'busy.example.com' }],
				{ options: { creationInterval: 300, waitForTurn: 3600 } },
				{
					credentials: {
						akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: service.origin },
					},
					onError: 'continueRegularOutput',
				},
			);
			await service.close();
			expect(outputs[0]?.[0]?.json.details).toMatchObject({ code: slug });
		},
	);

	it('changes the enrollment that was created, not one that an answer names by mistake', async () => {
		await create([{ commonName: 'other.example.com' }]);
		const [other] = await enrollmentsOf(simulator);
		const path = `/cps/v2/enrollments/${other?.id}`;
		const body = { enrollment: path, changes: [`${path}/changes/${Number(other?.id) + 1}`] };
		between.change(({ method }) => (method === 'POST' ? { status: 202, body } : undefined));
		const { outputs } = await run('mine.example.com', {
			networkConfiguration: { setId: 'set-1.xml' },
		});
		const [, mine] = await enrollmentsOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({ enrollmentId: mine?.id, recovered: true });
		const puts = await akamaiCalls(simulator, 'PUT');
		expect(puts.map((put) => put.path)).toEqual([`/cps/v2/enrollments/${mine?.id}`]);
	});

	it('an update that is answered with an empty object is looked up, not taken for done', async () => {
		between.change(({ method }) => (method === 'PUT' ? { status: 200, body: {} } : undefined));
		const { outputs } = await run('auth.example.com', {
			networkConfiguration: { setId: 'set-1.xml' },
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: true });
	});
});
