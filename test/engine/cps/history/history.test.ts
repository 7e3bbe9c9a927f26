import { thirdParty } from '../../../contract/akamai/client';
import { akamaiCps, byId, seedAkamai } from '../../../support/cps';
import { HOUR, OV, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const getAll = operation('history', 'getAll');
const active = async (more = {}) =>
	await akamaiCps(simulator, { resource: 'activeCertificate', operation: 'getAll', ...more });

const live = async (name: string) => {
	const made = await make(name, { ...OV, changeManagement: false });
	await simulator.advance(3 * HOUR);
	return made;
};

describe('History > Get Many', () => {
	it.each([
		['changes', { status: 'completed', action: 'new-certificate' }],
		['certificates', { deploymentStatus: 'active' }],
	])('gives one item an entry: %s', async (history, entry) => {
		const { enrollmentId } = await live(`${history}.example.com`);
		const { outputs } = await getAll({ enrollmentId }, { history });
		expect(outputs[0]?.map(({ json }) => json)).toMatchObject([
			{ ...entry, enrollmentId, history },
		]);
	});

	it('gives one item a domain for domain validations', async () => {
		const DV = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };
		const { enrollmentId } = await make('dv.example.com', DV);
		const { outputs } = await getAll({ enrollmentId }, { history: 'dv' });
		expect(outputs[0]?.map(({ json }) => json.domain)).toEqual(['dv.example.com']);
	});
});

describe('Active Certificate > Get Many', () => {
	it('gives each enrollment that serves one, up to the limit', async () => {
		await live('one.example.com');
		await live('two.example.com');
		await make('pending.example.com');
		const all = await active({ returnAll: true, contractId: byId('') });
		expect(all.outputs[0]?.map(({ json }) => json.commonName).sort()).toEqual([
			'one.example.com',
			'two.example.com',
		]);
		expect((await active({ limit: 1, contractId: byId('') })).outputs[0]).toHaveLength(1);
	});

	it('gives on request only those that expire soon, and says when', async () => {
		const enrollments = [
			{ fields: thirdParty('old.example.com'), ageDays: 190 },
			{ fields: thirdParty('young.example.com'), ageDays: 20 },
		];
		await seedAkamai(simulator, { enrollments });
		const soon = {
			returnAll: true,
			contractId: byId(''),
			additionalFields: { expiringWithin: 30 },
		};
		const { outputs } = await active(soon);
		expect(outputs[0]?.map(({ json }) => json)).toMatchObject([
			{ commonName: 'old.example.com', validTo: expect.stringMatching(/^\d{4}-.*Z$/) },
		]);
	});
});
