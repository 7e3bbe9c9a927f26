import type { Id } from '../../../../nodes/shared/values';
import type { IExecuteFunctions } from 'n8n-workflow';

import { Failure } from '../../../../nodes/shared/failure';
import { defineWrite } from '../../../../nodes/shared/operation/write';

/** A revocation as CertCentral has it: 204 does it, 201 asks an administrator for it. */

interface Certificate {
	id: number;
	status: 'issued' | 'asked' | 'revoked' | 'expired';
}

interface Service {
	certificate: Certificate;
	answer?: 201 | 204 | Failure;
	calls?: number;
}

const lost = () => new Failure({ class: 'unclear', message: 'The answer was lost' });

async function revoke(service: Service) {
	const operation = defineWrite<Id, Certificate>({
		name: 'Revoke',
		action: 'Revoke certificate',
		description: 'Revokes a certificate',
		idFields: ['certificateId'],
		fields: [{ displayName: 'Certificate', name: 'id', type: 'string', default: '' }],
		read: (reader) => reader.requiredId('id'),
		thing: async () => ({ ...service.certificate }),
		stands: ({ status }) => {
			if (status === 'expired') return new Failure({ class: 'notEligible', message: 'Too late' });
			return status === 'issued' ? 'open' : status === 'asked' ? 'requested' : 'done';
		},
		write: async (_ctx, _id, certificate) => {
			service.calls = (service.calls ?? 0) + 1;
			const { answer = 204 } = service;
			if (answer instanceof Failure) throw answer;
			return { ...certificate, status: answer === 201 ? 'asked' : 'revoked' };
		},
		item: ({ id }, stands) => ({ certificateId: id, outcome: stands }),
		ids: (certificateId) => ({ certificateId }),
		deed: ({ id }) => `certificate ${id} was revoked`,
	});
	const ctx = {
		continueOnFail: () => true,
		getInputData: () => [{ json: {} }],
		getNode: () => ({ name: 'Node', type: 'node', parameters: { id: '7' } }),
		getNodeParameter: () => '7',
		getTimezone: () => 'UTC',
	} as unknown as IExecuteFunctions;
	const [[item] = []] = await operation.execute(ctx);
	return { item: item?.json, operation, calls: service.calls ?? 0 };
}

const issued = (): Certificate => ({ id: 7, status: 'issued' });

test('tells what is done and what is requested apart', async () => {
	const done = await revoke({ certificate: issued(), answer: 204 });
	expect(done.item).toEqual({ certificateId: 7, outcome: 'done', changed: true });
	const requested = await revoke({ certificate: issued(), answer: 201 });
	expect(requested.item).toEqual({ certificateId: 7, outcome: 'requested', changed: true });
});

test('leaves as it is what is requested already, and says which it is', async () => {
	const { item, calls } = await revoke({ certificate: { id: 7, status: 'asked' } });
	expect(item).toEqual({ certificateId: 7, outcome: 'requested', changed: false });
	expect(calls).toBe(0);
});

test('after a lost answer nobody knows, and the item names the thing', async () => {
	const { item, calls } = await revoke({ certificate: issued(), answer: lost() });
	expect(item).toMatchObject({
		error: 'It is not known whether certificate 7 was revoked. The answer was lost',
		details: { ids: { certificateId: 7 }, retryable: true },
	});
	expect(calls).toBe(2);
});

test('refuses what the thing does not allow, before any call', async () => {
	const { item, calls } = await revoke({ certificate: { id: 7, status: 'expired' } });
	expect(item).toMatchObject({ error: 'Too late', details: { ids: { certificateId: 7 } } });
	expect(calls).toBe(0);
});

test('is kept from AI agents', async () => {
	const { operation } = await revoke({ certificate: issued() });
	expect(operation.irreversible).toBe(true);
});
