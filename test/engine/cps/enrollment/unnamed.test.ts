import type { INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../../nodes/Akamai/Cps/AkamaiCps.node';
import { akamaiCredentialAt, byId } from '../../../support/cps';
import { runNode } from '../../../support/engine';
import type { Answer } from '../../../support/receiver';
import { useReceiver } from '../../../support/use';

/** A write that CPS takes without naming a change. */

const service = useReceiver();

const LOCATION = '/cps/v2/enrollments/7';
const TAKEN = { enrollment: LOCATION, changes: [] };

const enrollment = (...changes: Array<[id: number, changeType: string]>): Answer => ({
	body: {
		...{ id: 7, location: LOCATION, csr: { cn: 'www.example.com' }, productionSlots: [1] },
		pendingChanges: changes.map(([id, changeType]) => ({
			...{ location: `${LOCATION}/changes/${id}`, changeType },
		})),
	},
});

const GONE: Answer = {
	status: 404,
	body: { type: 'https://problems/cps/v2/error-types/not-found', title: 'Not Found' },
};

async function taken(form: INodeParameters, status: number, after: Answer) {
	let sent = 0;
	service.answer(({ method }) => {
		if (method === 'GET') return sent > 0 ? after : enrollment();
		return (sent++, { status, body: TAKEN });
	});
	const { outputs } = await runNode({
		node: new AkamaiCps(),
		parameters: { resource: 'enrollment', enrollmentId: byId(7), ...form },
		credentials: { akamaiEdgeGridApi: akamaiCredentialAt(service.origin) },
		onError: 'continueRegularOutput',
	});
	expect(sent).toBe(1);
	return outputs.flat()[0]?.json;
}

const NOTHING = { details: { code: 'nothing begun', retryable: false, ids: { enrollmentId: 7 } } };

describe.each([200, 202])('HTTP %i without a change', (status) => {
	it('begins no renewal, unless the enrollment shows one', async () => {
		const renew = { operation: 'renew' };
		expect(await taken(renew, status, enrollment())).toMatchObject(NOTHING);
		const item = await taken(renew, status, enrollment([9, 'renewal']));
		expect(item).toMatchObject({ changeId: 9, changed: true });
	});

	it('leaves a renewal unclear where the enrollment cannot be looked at', async () => {
		const item = await taken({ operation: 'renew' }, status, { status: 403, body: '' });
		expect(item).toMatchObject({ error: expect.stringContaining('It is not known whether') });
	});

	it('deletes nothing, unless the enrollment is gone or has a new change', async () => {
		const remove = { operation: 'delete', enrollmentIdAgain: '7' };
		expect(await taken(remove, status, enrollment())).toMatchObject(NOTHING);
		expect(await taken(remove, status, GONE)).toMatchObject({ deleted: true, changed: true });
		const item = await taken(remove, status, enrollment([9, 'delete-certificate']));
		expect(item).toMatchObject({ deleted: false, changeId: 9 });
	});
});

describe('Enrollment > Update', () => {
	const update = { operation: 'update', updateFields: { changeManagement: true } };

	it('has nothing left to do after HTTP 200', async () => {
		const item = await taken(update, 200, enrollment());
		expect(item).toMatchObject({ changeId: null, nextStep: 'Nothing is left to do.' });
	});

	it('finds the change that HTTP 202 does not name, or says that there is one', async () => {
		const shown = await taken(update, 202, enrollment([9, 'modify-san']));
		expect(shown).toMatchObject({ changeId: 9 });
		expect(await taken(update, 202, enrollment())).toMatchObject({
			...{ changeId: null, nextStep: expect.stringContaining('shows none yet') },
		});
	});
});
