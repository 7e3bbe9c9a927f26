import type { INodeParameters } from 'n8n-workflow';

import {
	akamaiCalls,
	akamaiCps,
	akamaiCredential,
	enrollmentParameters,
	enrollmentsOf,
} from '../../support/cps';
import { useBetween, useSimulator } from '../../support/use';

/** Promise 1: whatever CPS answers, an enrollment is made once, and no other one is changed. */

const simulator = useSimulator();
const between = useBetween(simulator);

const create = async (commonName: string, more: INodeParameters = {}) =>
	await akamaiCps(simulator, enrollmentParameters(simulator, more), [{ commonName }], {
		credentials: {
			akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: between.origin },
		},
		onError: 'continueRegularOutput',
	});

const posts = async () => await akamaiCalls(simulator, 'POST');

beforeEach(() => between.change(() => undefined));

test('an answer that names no enrollment is looked up, not sent again', async () => {
	between.change(({ method }) => (method === 'POST' ? { status: 202, body: {} } : undefined));
	const { outputs } = await create('odd.example.com');
	const [booked] = await enrollmentsOf(simulator);
	expect(outputs[0]?.[0]?.json).toMatchObject({ enrollmentId: booked?.id, recovered: true });
	expect(await posts()).toHaveLength(1);
});

test('a list with a row that cannot be read proves no absence', async () => {
	const duplicates = { additionalFields: { allowDuplicateCn: true } };
	await create('there.example.com', duplicates);
	between.change(({ method, url }) =>
		method === 'GET' && url.includes('/enrollments?')
			? { body: { enrollments: [{ csr: { cn: 'there.example.com' } }] } }
			: undefined,
	);
	await create('there.example.com', duplicates);
	expect(await posts()).toHaveLength(1);
});

test('an enrollment that an answer names by mistake keeps its change', async () => {
	await create('other.example.com');
	const [other] = await enrollmentsOf(simulator);
	const path = `/cps/v2/enrollments/${other?.id}`;
	const body = { enrollment: path, changes: [`${path}/changes/${Number(other?.id) + 1}`] };
	between.change(({ method }) => (method === 'POST' ? { status: 202, body } : undefined));
	await create('mine.example.com', { networkConfiguration: { setId: 'set-1.xml' } });
	expect(await akamaiCalls(simulator, 'PUT')).toEqual([]);
});
