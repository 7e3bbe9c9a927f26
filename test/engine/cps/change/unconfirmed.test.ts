import type { INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../../nodes/Akamai/Cps/AkamaiCps.node';
import { CertificateAuthority } from '../../../../sandbox/simulator/ca';
import { akamaiCredentialAt, byId } from '../../../support/cps';
import { runNode } from '../../../support/engine';
import type { Answer } from '../../../support/receiver';
import { newCsr } from '../../../support/simulator';
import { useReceiver } from '../../../support/use';

/** An input that was asked for, an answer to it that nobody confirms, and what the change tells then. */

const service = useReceiver();

const CHANGE = '/cps/v2/enrollments/7/changes/8';
const CN = 'www.example.com';
const DAY = 86_400_000;

const change = (state: string, ...inputs: string[]): Answer => ({
	body: {
		statusInfo: { state, status: 'some-status' },
		allowedInput: inputs.map((input) => ({
			type: input,
			requiredToProceed: true,
			info: `${CHANGE}/input/info/${input}`,
		})),
	},
});

const MANAGEMENT = { validationResultHash: 'abc', validationResult: null, pendingState: {} };

interface Case {
	operation: string;
	resource?: string;
	form?: INodeParameters;
	input: string;
	info: object;
}

let csr = '';
let certificate = '';

beforeAll(async () => {
	csr = await newCsr(CN);
	const ca = await CertificateAuthority.create();
	const wish = { csr, commonName: CN, dnsNames: [], notBefore: new Date(Date.now() - DAY) };
	const notAfter = new Date(Date.now() + 90 * DAY);
	certificate = (await ca.issue({ ...wish, notAfter })).chain.map(({ pem }) => pem).join('');
});

const CASES: Record<string, () => Case> = {
	'Approve Deployment': () => ({
		...{ operation: 'approveDeployment', form: { hash: 'abc' } },
		...{ input: 'change-management-info', info: MANAGEMENT },
	}),
	'Acknowledge Warnings': () => ({
		...{ operation: 'acknowledgeWarnings', form: { accept: 'none' } },
		...{ input: 'post-verification-warnings', info: { warnings: '' } },
	}),
	'Upload Certificate': () => ({
		...{ operation: 'uploadCertificate', form: { certificate } },
		...{ input: 'third-party-csr', info: { csrs: [{ csr, keyAlgorithm: 'ECDSA' }] } },
	}),
	'DV Challenge > Acknowledge': () => ({
		...{ resource: 'dvChallenge', operation: 'acknowledge' },
		...{ input: 'lets-encrypt-challenges', info: { dv: [] } },
	}),
};

const LOST = { status: 502, headers: { 'content-type': 'text/html' }, body: '<html></html>' };
const MOVING = {
	status: 409,
	body: { type: 'https://problems/cps/v2/error-types/invalid-enrollment-state', title: 'Conflict' },
};

const ENROLLMENT = { id: 7, csr: { cn: CN, sans: [] }, pendingChanges: [{ location: CHANGE }] };

async function unconfirmed(
	{ resource = 'change', operation, form, input, info }: Case,
	strike: Answer,
	after: Answer,
) {
	let sent = 0;
	service.answer(({ method, url }) => {
		if (method !== 'GET') return (sent++, strike);
		if (url.includes('/input/info/')) return { body: info };
		if (url.includes('/history/')) return { body: { changes: [] } };
		if (!url.includes('/changes/')) return { body: ENROLLMENT };
		return sent > 0 ? after : change('awaiting-input', input);
	});
	const { outputs } = await runNode({
		node: new AkamaiCps(),
		parameters: {
			...{ resource, operation, enrollmentId: byId(7), changeId: byId(8), ...form },
			options: { visibleWithin: 0 },
		},
		credentials: { akamaiEdgeGridApi: akamaiCredentialAt(service.origin) },
		onError: 'continueRegularOutput',
	});
	return { json: outputs.flat()[0]?.json, sent };
}

const VAGUE: Record<string, Answer> = {
	'waits, and does not say for what': change('awaiting-input'),
	'is suspended': change('suspended'),
	'is in a state that nobody knows': change('paused'),
	'asks for something that comes before': change('awaiting-input', 'pre-verification-warnings'),
};

describe.each(Object.entries(CASES))('%s, not confirmed', (_name, made) => {
	describe.each([
		['lost', LOST],
		['refused while CPS moves', MOVING],
	])('its answer %s', (_how, strike) => {
		it.each(Object.entries(VAGUE))('is unclear where the change %s', async (_what, after) => {
			const { json, sent } = await unconfirmed(made(), strike, after);
			expect(json).toMatchObject({
				error: expect.stringContaining('It is not known whether'),
				details: { retryable: true, ids: { changeId: 8 } },
			});
			expect(sent).toBe(1);
		});

		it.each(['error', 'CANCELED'])('fails where the change is %s', async (state) => {
			const { json, sent } = await unconfirmed(made(), strike, change(state));
			expect(json).toMatchObject({
				error: expect.stringContaining('goes no further'),
				details: { code: 'change ended', retryable: false },
			});
			expect(sent).toBe(1);
		});

		it.each(['running', 'completed'])('is done where the change is %s', async (state) => {
			const { json } = await unconfirmed(made(), strike, change(state));
			expect(json).not.toHaveProperty('error');
		});
	});

	it('is sent once more where the change still asks', async () => {
		const { input } = made();
		const { json, sent } = await unconfirmed(made(), LOST, change('awaiting-input', input));
		expect(sent).toBe(2);
		expect(json).toMatchObject({ error: expect.stringContaining('It is not known whether') });
	});
});

it('what asks for the release has taken the acknowledgement of warnings', async () => {
	const after = change('awaiting-input', 'change-management-info');
	const { json } = await unconfirmed(CASES['Acknowledge Warnings']!(), LOST, after);
	expect(json).toMatchObject({ recovered: true, stage: 'post' });
});

describe('Acknowledge Warnings of a change that asks for no decision', () => {
	const acknowledge = async (answer: Answer) => {
		service.answer(() => answer);
		const { outputs } = await runNode({
			node: new AkamaiCps(),
			parameters: {
				...{ resource: 'change', operation: 'acknowledgeWarnings', accept: 'none' },
				...{ enrollmentId: byId(7), changeId: byId(8) },
			},
			credentials: { akamaiEdgeGridApi: akamaiCredentialAt(service.origin) },
			onError: 'continueRegularOutput',
		});
		return outputs.flat()[0]?.json;
	};

	it('has nothing to do where it goes on', async () => {
		expect(await acknowledge(change('running'))).toMatchObject({ changed: false, stage: null });
	});

	it('is asked again later where it does not say what it waits for', async () => {
		expect(await acknowledge(change('suspended'))).toMatchObject({ details: { retryable: true } });
	});

	it('fails where it has ended', async () => {
		expect(await acknowledge(change('error'))).toMatchObject({ details: { code: 'change ended' } });
	});
});
