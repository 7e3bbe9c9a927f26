import type { INodeParameters } from 'n8n-workflow';

import { akamaiCalls, seedAkamai } from '../../../support/cps';
import { HOUR, type Made, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const getWarnings = operation('change', 'getWarnings');
const acknowledge = operation('change', 'acknowledgeWarnings');

const HARMLESS = 'Previous Certificate trust chain is null or empty.';
const UNKNOWN = 'The moon is in the wrong phase.';

async function warned(name: string, ...texts: string[]): Promise<Made> {
	await seedAkamai(simulator, { preVerificationWarnings: texts });
	const made = await make(name);
	await simulator.advance(HOUR);
	return made;
}

const acks = async () =>
	(await akamaiCalls(simulator, 'POST', /verification-warnings-ack$/)).length;

const decide = async (made: Made, form: INodeParameters) => {
	const { outputs } = await acknowledge(made, form, { onError: 'continueRegularOutput' });
	return outputs[0]?.[0]?.json;
};

describe('Change > Get Warnings', () => {
	it('explains each warning, and says which nobody knows', async () => {
		const made = await warned('look.example.com', HARMLESS, UNKNOWN);
		const { outputs } = await getWarnings(made);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			stage: 'pre',
			waiting: true,
			warnings: [
				{ name: 'TRUST_CHAIN_PREVIOUS_NULL_OR_EMPTY', text: HARMLESS, accepting: 'harmless' },
				{ name: null, text: UNKNOWN, accepting: 'unknown' },
			],
		});
	});

	it('says that a change waits for no review', async () => {
		const made = await warned('none.example.com');
		const { outputs } = await getWarnings(made);
		expect(outputs[0]?.[0]?.json).toMatchObject({ stage: null, waiting: false, warnings: [] });
	});
});

describe('Change > Acknowledge Warnings', () => {
	it('accepts what the policy covers, once, and tells it', async () => {
		const made = await warned('all.example.com', HARMLESS);
		expect(await decide(made, { accept: 'all' })).toMatchObject({
			changed: true,
			stage: 'pre',
			acceptedWarnings: [{ name: 'TRUST_CHAIN_PREVIOUS_NULL_OR_EMPTY' }],
		});
		await simulator.advance(60);
		expect(await decide(made, { accept: 'all' })).toMatchObject({ changed: false });
		expect(await acks()).toBe(1);
	});

	it.each<[string, INodeParameters, string[]]>([
		['none', { accept: 'none' }, [HARMLESS]],
		['another name', { accept: 'list', acceptedWarnings: ['UNSORTED_TRUST_CHAIN'] }, [HARMLESS]],
		['all, but nobody knows one', { accept: 'all' }, [HARMLESS, UNKNOWN]],
		[
			'all, but accepting cannot help',
			{ accept: 'all' },
			['This certificate has already expired.'],
		],
	])('sends nothing where the policy is %s', async (_policy, form, texts) => {
		const made = await warned('refused.example.com', ...texts);
		expect(await decide(made, form)).toMatchObject({
			error: expect.stringContaining('Not acknowledged'),
			details: { retryable: false, ids: { changeId: made.changeId } },
		});
		expect(await acks()).toBe(0);
	});

	it('takes a name of the list, and its retired ones do no harm', async () => {
		const made = await warned('list.example.com', HARMLESS);
		const acceptedWarnings = ['TRUST_CHAIN_PREVIOUS_NULL_OR_EMPTY', 'TRUST_CHAIN_EXPIRED'];
		expect(await decide(made, { accept: 'list', acceptedWarnings })).toMatchObject({
			changed: true,
		});
	});

	it('refuses a list with what cannot be accepted, before any call', async () => {
		const made = await warned('never.example.com', HARMLESS);
		const before = (await akamaiCalls(simulator)).length;
		const acceptedWarnings = ['CERTIFICATE_EXPIRED'];
		expect(await decide(made, { accept: 'list', acceptedWarnings })).toMatchObject({
			error: expect.stringContaining('CERTIFICATE_EXPIRED'),
		});
		expect((await akamaiCalls(simulator)).length).toBe(before);
	});

	it('is made once when its answer is lost', async () => {
		const made = await warned('lost.example.com', HARMLESS);
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		expect(await decide(made, { accept: 'all' })).toMatchObject({ recovered: true });
		expect(await acks()).toBe(1);
	});
});
