import { startSimulator } from '../../../../sandbox/simulator/server';
import { AkamaiClient, media, thirdParty } from '../client';
import { useEnrollments } from './created';

const { simulator, akamai, newName, created } = useEnrollments();

describe('reading enrollments', () => {
	it('prints the common name among the SANs, ids as numbers, internal locations', async () => {
		const cn = newName();
		const { enrollment } = await created(thirdParty(cn));
		const { json } = await akamai.get(enrollment, 'enrollment', 11);
		const id = Number(enrollment.split('/').pop());
		expect(json).toMatchObject({
			id,
			location: `/cps-api/enrollments/${id}`,
			csr: { cn, sans: [cn, `san.${cn}`], ou: null },
			certificateChainType: 'default',
			orgId: null,
			maxAllowedSanNames: 100,
			pendingChanges: [
				{
					location: `/cps-api/enrollments/${id}/changes/${id + 1}`,
					changeType: 'new-certificate',
				},
			],
		});
		expect(json.networkConfiguration).not.toHaveProperty('fipsMode');
		expect(json).not.toHaveProperty('assignedSlots');
		const v12 = await akamai.get(enrollment, 'enrollment', 12);
		expect(v12.json.networkConfiguration).toHaveProperty('fipsMode', null);
	});

	it('can print ids as text, as the documents do', async () => {
		const strings = await startSimulator({
			faults: 'none',
			limits: 'off',
			seed: { akamai: { idForm: 'string' } },
		});
		const client = new AkamaiClient(strings);
		await client.create(thirdParty(newName()));
		const { json } = await client.get('/cps/v2/enrollments', 'enrollments', 11);
		expect(json.enrollments).toMatchObject([{ id: '10001' }]);
		await strings.stop();
	});

	it('lists by contract, or all of them', async () => {
		const cn = newName();
		await created(thirdParty(newName()));
		await akamai.call('POST', '/cps/v2/enrollments?contractId=K-0N7RAK71', {
			body: thirdParty(cn),
			contentType: media('enrollment', 11),
			accept: media('enrollment-status', 1),
		});
		const path = '/cps/v2/enrollments';
		const one = await akamai.get(`${path}?contractId=K-0N7RAK71`, 'enrollments', 12);
		const all = await akamai.get(path, 'enrollments', 11);
		expect(one.json.enrollments).toMatchObject([{ csr: { cn } }]);
		expect(all.json.enrollments).toHaveLength(2);
	});

	it('answers 404 for an unknown id', async () => {
		const answer = await akamai.get('/cps/v2/enrollments/999999', 'enrollment', 11);
		expect(answer.status).toBe(404);
		expect(answer.json.type).toMatch(/\/error-types\/not-found$/);
	});

	it('keeps the accounts apart', async () => {
		const { enrollment } = await created(thirdParty(newName()));
		const other = `${enrollment}?accountSwitchKey=1-5C0YLB:1-8BYUX`;
		expect((await akamai.get(other, 'enrollment', 11)).status).toBe(404);
	});
});

describe('the books of the sandbox', () => {
	it('hold every enrollment with contract, name, id and change id', async () => {
		const cn = newName();
		const { changes } = await created(thirdParty(cn));
		const [id, , change] = changes[0]?.split('/').slice(-3).map(Number) ?? [];
		const response = await fetch(`${simulator.origin}/_sandbox/books`);
		const { akamai: books } = (await response.json()) as { akamai: { enrollments: object[] } };
		expect(books.enrollments).toContainEqual(
			expect.objectContaining({
				account: 'own',
				contractId: simulator.keys.contractId,
				cn,
				id,
				changes: [expect.objectContaining({ id: change })],
			}),
		);
	});
});
