import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import { DigiCertCertCentral } from '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { akamaiCredentialAt, byId } from '../../support/cps';
import { runNode } from '../../support/engine';
import type { Answer } from '../../support/receiver';
import { useReceiver } from '../../support/use';

/** Promise 4: when to come back is told, in whatever way a service says it. */

const service = useReceiver();

const LATER = new Date(Date.now() + 3_600_000).toISOString();

const WAYS: Array<[string, Answer]> = [
	['Retry-After', { headers: { 'retry-after': '3600' } }],
	['X-RateLimit-Next', { headers: { 'x-ratelimit-next': LATER } }],
	['the detail', { body: { title: 'Too many requests', detail: `Please try after ${LATER}` } }],
	['the title', { body: { code: 'limit', title: `Please try after ${LATER}` } }],
	['seconds in words', { body: { detail: 'Retry after: 3600 seconds.' } }],
	['an hour in words', { body: { detail: 'Try again in 1 hour.' } }],
	['a date in words', { body: { detail: `Closed until ${new Date(LATER).toUTCString()}` } }],
	['seconds since 1970', { headers: { 'x-ratelimit-next': `${Date.parse(LATER) / 1000}` } }],
];

test.each(WAYS)(
	'a 429 that says so by %s is asked once, and its time is told',
	async (_way, answer) => {
		service.answer(() => ({ status: 429, ...answer }));
		const { outputs } = await runNode({
			node: new AkamaiCps(),
			parameters: { resource: 'enrollment', operation: 'get', enrollmentId: byId(7) },
			credentials: { akamaiEdgeGridApi: akamaiCredentialAt(service.origin) },
			onError: 'continueRegularOutput',
		});
		expect(service.received).toHaveLength(1);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringMatching(
				/asks to wait 3[56]\d\d s, until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/,
			),
			details: { retryable: true, whoActs: 'nobody' },
		});
	},
);

test.each<[string, Answer]>([
	[
		'a date in words',
		{ body: { errors: [{ message: `until ${new Date(LATER).toUTCString()}` }] } },
	],
	['an hour in words', { body: { errors: [{ code: 'limit', message: 'Try again in 1 hour' }] } }],
])(
	'a 429 of DigiCert that says so by %s is asked once, and its time is told',
	async (way, answer) => {
		service.answer(() => ({ status: 429, ...answer }));
		const { outputs } = await runNode({
			node: new DigiCertCertCentral(),
			parameters: { resource: 'order', operation: 'get', orderId: byId(7) },
			credentials: {
				digiCertApi: {
					apiKey: `KEY-${way.length}`,
					region: 'custom',
					servicesUrl: `${service.origin}/services/v2`,
				},
			},
			onError: 'continueRegularOutput',
		});
		expect(service.received).toHaveLength(1);
		expect(outputs[0]?.[0]?.json.error).toMatch(/asks to wait 3[56]\d\d s, until/);
	},
);
