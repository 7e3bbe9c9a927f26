import type { IDataObject } from 'n8n-workflow';

import { events } from '../../../nodes/Akamai/CpsTrigger/events';
import { akamaiCredential, akamaiCredentialAt } from '../../support/cps';
import { useReceiver, useSimulator } from '../../support/use';
import { cpsTrigger, testEvent } from './trigger';

const simulator = useSimulator();
const receiver = useReceiver();

const EVENTS = Object.keys(events);
const SECRETS = ['clientToken', 'clientSecret', 'accessToken', 'accountSwitchKey'];

/** An active trigger, and then a service that answers as told. */
async function afterwards(event: string, status: number, body: unknown) {
	const credential = akamaiCredentialAt(receiver.origin);
	receiver.answer(() => ({ body: { enrollments: [] } }));
	const n8n = cpsTrigger(credential, event);
	await n8n.activate();
	receiver.answer(() => ({ status, body }));
	return { n8n, credential, before: n8n.stored };
}

describe.each(EVENTS)('A poll for %s', (event) => {
	test.each([
		['a refused key', 401, { type: '/-/pep-authn/deny', title: 'Refused', detail: 'signature' }],
		['a missing right', 403, { type: '/-/pep-authz/deny', title: 'Refused', detail: 'grant' }],
		['an answer of another shape', 200, { enrollments: [{ id: 'x' }, 7] }],
		['a list that is none', 200, {}],
	])('tells %s, and knows afterwards what it knew before', async (_what, status, body) => {
		const { n8n, before } = await afterwards(event, status, body);
		const failed = n8n.poll();
		if (status === 200) {
			// It may be over at the next poll.
			expect(await failed).toEqual([]);
		} else {
			await expect(failed).rejects.toMatchObject({
				name: 'NodeOperationError',
				description: expect.stringContaining('Who acts: administrator of the API client.'),
			});
		}
		expect(n8n.data()).toEqual(JSON.parse(before));
	});

	test('shows no secret of the credential in an error, an item or what n8n keeps', async () => {
		const { n8n, credential } = await afterwards(event, 401, {});
		const secrets = SECRETS.map((name) => String(credential[name]));
		receiver.answer(({ headers, url }) => ({
			status: 401,
			body: { title: secrets.join(' '), detail: `${String(headers.authorization)} ${url}` },
		}));
		const error = await n8n.poll().catch((reason: unknown) => reason);
		const shown = [error, Object(error).message, Object(error).description, n8n.data(), n8n.told];
		const text = JSON.stringify(shown);
		expect(text).toContain('[credential]');
		for (const secret of secrets) expect(text).not.toContain(secret);
	});

	test('in a test of the editor says what is wrong', async () => {
		const wrong: IDataObject = { ...akamaiCredential(simulator), clientSecret: 'c2VjcmV0' };
		await expect(testEvent(wrong, event)).rejects.toThrow('signature of the request was refused');
	});

	test('keeps its account apart: with another one watching begins anew', async () => {
		const { n8n } = await afterwards(event, 200, {});
		expect(JSON.parse(n8n.stored)).toEqual({
			watch: {
				of: expect.stringMatching(/^[\w-]{16}$/),
				began: expect.any(Number),
				looked: expect.any(Number),
				told: {},
				hint: expect.any(Object),
			},
		});
	});
});

describe('A change that cannot be looked at', () => {
	const enrollment = (id: number) => ({
		id,
		csr: { cn: `e${id}.example.com` },
		pendingChanges: [{ location: `/cps-api/enrollments/${id}/changes/${id + 1}` }],
	});
	const waiting = {
		statusInfo: { state: 'awaiting-input', status: 'wait-upload-third-party' },
		allowedInput: [{ info: '/x/third-party-csr', requiredToProceed: true }],
	};

	test('does not keep the others back', async () => {
		receiver.answer(() => ({ body: { enrollments: [] } }));
		const n8n = cpsTrigger(akamaiCredentialAt(receiver.origin), 'changeNeedsInput');
		await n8n.activate();
		const list = { enrollments: [enrollment(10), enrollment(20), enrollment(30)] };
		receiver.answer(({ url }) => {
			if (!url.includes('/changes/')) return { body: list };
			return url.includes('/changes/11')
				? { status: 404, body: {} }
				: { body: url.includes('/21') ? {} : waiting };
		});
		expect(await n8n.poll()).toMatchObject([{ enrollmentId: 30 }]);
		receiver.answer(({ url }) => ({ body: url.includes('/changes/') ? waiting : list }));
		expect((await n8n.poll()).map(({ enrollmentId }) => enrollmentId)).toEqual([10, 20]);
	});

	test('because it has failed is told, one that was cancelled is not', async () => {
		receiver.answer(() => ({ body: { enrollments: [] } }));
		const n8n = cpsTrigger(akamaiCredentialAt(receiver.origin), 'changeNeedsInput');
		await n8n.activate();
		const list = { enrollments: [enrollment(10), enrollment(20)] };
		const over = (state: string) => ({
			statusInfo: { state, status: state, error: { code: 'x', description: 'It broke' } },
			allowedInput: [],
		});
		receiver.answer(({ url }) => {
			if (!url.includes('/changes/')) return { body: list };
			return { body: over(url.includes('/changes/11') ? 'error' : 'cancelled') };
		});
		expect(await n8n.poll()).toMatchObject([
			{ enrollmentId: 10, state: 'failed', eventId: expect.stringMatching(/^11:failed-\w{8}$/) },
		]);
	});

	test('because it does not say what it waits for is not told anew when it says so again', async () => {
		receiver.answer(() => ({ body: { enrollments: [] } }));
		const n8n = cpsTrigger(akamaiCredentialAt(receiver.origin), 'changeNeedsInput');
		await n8n.activate();
		const said = async (state: string, allowedInput: object[] = []) => {
			const body = { statusInfo: { state, status: 'x' }, allowedInput };
			receiver.answer(({ url }) => ({
				body: url.includes('/changes/') ? body : { enrollments: [enrollment(10)] },
			}));
			return (await n8n.poll()).map(({ eventId }) => eventId);
		};
		const asks = async () => await said('awaiting-input', waiting.allowedInput);
		expect(await asks()).toEqual(['11:third-party-csr']);
		for (const vague of ['awaiting-input', 'suspended', 'pondering']) {
			expect(await said(vague)).toEqual([]);
			expect(await asks()).toEqual([]);
		}
		expect(await said('running')).toEqual([]);
		expect(await asks()).toEqual(['11:third-party-csr:2']);
	});
});
