import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import {
	akamaiCps,
	akamaiCredential,
	byId,
	enrollmentParameters,
	seedAkamai,
} from '../../support/cps';
import { events } from '../../../nodes/Akamai/CpsTrigger/events';
import { everyOperation } from '../../support/operations';
import { startReceiver } from '../../support/receiver';
import { newChain } from '../../support/simulator';
import { forAllTests, useSimulator } from '../../support/use';
import { cpsTrigger } from '../../engine/cpsTrigger/trigger';
import type { Exchange } from './openapi';
import { faultsOf, isDescribed } from './openapi';

/** Akamai's description of CPS as judge of what our node sends and what the simulator answers. */

const simulator = useSimulator();
const exchanges: Exchange[] = [];

const between = forAllTests(
	async () =>
		await startReceiver(async ({ method, url, headers, body }) => {
			const {
				status,
				data,
				headers: answered,
			} = await axios.request<string>({
				method,
				url: simulator.origin + url,
				headers: {
					Host: String(headers.host),
					Authorization: String(headers.authorization),
					Accept: String(headers.accept),
					...(headers['content-type'] ? { 'Content-Type': headers['content-type'] } : {}),
				},
				...(body.length > 0 ? { data: body } : {}),
				responseType: 'text',
				transformResponse: (text: string) => text,
				validateStatus: () => true,
			});
			const answerType = String(answered['content-type']);
			exchanges.push({
				...{ method, url, status, answerType, answer: data },
				contentType: headers['content-type'],
				body: body.toString('utf8'),
			});
			return { status, body: data, headers: { 'content-type': answerType } };
		}),
	async ({ close }) => await close(),
);

const credential = () => ({ ...akamaiCredential(simulator), host: between.origin });

/** Operations and events of which a request and its answer were judged. */
const judged = new Set<string>();

async function judgedAs<T>(name: string, work: () => Promise<T>): Promise<T> {
	const before = exchanges.length;
	const done = await work();
	if (exchanges.slice(before).some(({ status }) => status < 400)) judged.add(name);
	return done;
}

const run = async (parameters: INodeParameters, items: object[] = [{}]) =>
	await judgedAs(
		`akamaiCps ${String(parameters.resource)} ${String(parameters.operation)}`,
		async () => {
			const { outputs, error } = await akamaiCps(simulator, parameters, items as [], {
				credentials: { akamaiEdgeGridApi: credential() },
			});
			expect(error).toBeUndefined();
			return outputs.flat()[0]?.json ?? {};
		},
	);

const DV = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };

const KINDS: Array<[string, INodeParameters]> = [
	['third-party', {}],
	['dv', DV],
	[
		'ov, with everything that can be set',
		{
			...{ certificateType: 'wildcard-san', validationType: 'ov', ra: 'symantec' },
			...{ changeManagement: false, enableMultiStackedCertificates: true },
			networkConfiguration: {
				...{ mustHaveCiphers: 'ak-akamai-2020q1', preferredCiphers: 'ak-akamai-2020q1' },
				...{ disallowedTlsVersions: ['TLSv1'], ocspStapling: 'on', quicEnabled: true },
			},
			additionalFields: {
				...{ signatureAlgorithm: 'SHA-256', certificateChainType: 'default' },
				...{ deployNotBefore: '2027-01-01', allowDuplicateCn: true },
			},
		},
	],
	['third-party, with client authentication', { networkConfiguration: { setId: 'set-1.xml' } }],
];

(isDescribed ? describe : describe.skip)('Requests of our node, as Akamai describes them', () => {
	beforeEach(() => void exchanges.splice(0));

	test.each(KINDS)('an enrollment of kind %s, and all that reads it', async (_kind, more) => {
		const { enrollmentId, changeId } = await run(enrollmentParameters(simulator, more), [
			{ commonName: 'judged.example.com', sans: ['a.example.com'] },
		]);
		const ids = { enrollmentId: byId(enrollmentId), changeId: byId(changeId) };
		for (const hours of [0, 1, 6]) {
			await simulator.advance(hours * 3600);
			await run({ resource: 'change', operation: 'get', ...ids });
			await run({ resource: 'change', operation: 'checkStatus', ...ids, changeId: byId('') });
			await run({ resource: 'enrollment', operation: 'get', ...ids });
			await run({ resource: 'enrollment', operation: 'getAll', returnAll: true });
			await run({ resource: 'deployment', operation: 'get', ...ids, environment: 'both' });
		}
		expect(exchanges.length).toBeGreaterThan(15);
		expect([...new Set(exchanges.flatMap(faultsOf))]).toEqual([]);
	});

	const HOUR = 3600;

	/** An operation on one change, by its resource and name. */
	const on =
		(ids: INodeParameters) =>
		async (resource: string, operation: string, more = {}) =>
			await run({ resource, operation, ...ids, ...more });

	async function made(commonName: string, more: INodeParameters = {}) {
		const form = enrollmentParameters(simulator, more);
		const { enrollmentId, changeId } = await run(form, [{ commonName }]);
		return { enrollmentId: byId(enrollmentId), changeId: byId(changeId) };
	}

	const faults = () => [...new Set(exchanges.flatMap(faultsOf))];

	test('a third-party certificate from nothing to served, changed, renewed and deleted', async () => {
		const HARMLESS = ['TRUST_CHAIN_PREVIOUS_NULL_OR_EMPTY'];
		await seedAkamai(simulator, {
			...{ preVerificationWarnings: HARMLESS, postVerificationWarnings: HARMLESS },
		});
		const ids = await made('whole.example.com');
		const change = on(ids);
		for (const stage of ['pre', 'post']) {
			if (stage === 'post') {
				const { csr } = await change('change', 'getCsr');
				await change('change', 'setDeploymentSchedule', { notBefore: '2026-01-01T00:00:00Z' });
				await change('change', 'getDeploymentSchedule');
				const certificate = await newChain(simulator, 'whole.example.com', String(csr));
				await change('change', 'uploadCertificate', { certificate });
			}
			await simulator.advance(HOUR);
			expect(await change('change', 'getWarnings')).toMatchObject({ stage });
			await change('change', 'acknowledgeWarnings', { accept: 'all' });
			await simulator.advance(HOUR);
		}
		const { hash } = await change('change', 'getChangeManagement');
		await change('change', 'approveDeployment', { hash: String(hash) });
		await simulator.advance(2 * HOUR);
		expect(await change('change', 'checkStatus')).toMatchObject({ state: 'done' });
		await change('deployment', 'get', { environment: 'both' });
		for (const history of ['changes', 'certificates', 'dv']) {
			await change('history', 'getAll', { history, returnAll: true });
		}
		await change('activeCertificate', 'getAll', { returnAll: true });
		const updated = await change('enrollment', 'update', { updateFields: { quicEnabled: true } });
		await change('change', 'cancel', { changeId: byId(updated.changeId) });
		const renewal = await change('enrollment', 'renew');
		await change('change', 'cancel', { changeId: byId(renewal.changeId) });
		await change('enrollment', 'delete', { enrollmentIdAgain: String(ids.enrollmentId.value) });
		expect(faults()).toEqual([]);
	});

	test('the tokens of a domain', async () => {
		const change = on(await made('tokens.example.com', DV));
		await simulator.advance(HOUR);
		await change('dvChallenge', 'getAll');
		await change('dvChallenge', 'acknowledge');
		expect(faults()).toEqual([]);
	});

	test.each(Object.keys(events))('polls for %s', async (event) => {
		await made('polled.example.com');
		await made('served.example.com', {
			...DV,
			validationType: 'ov',
			ra: 'symantec',
			changeManagement: false,
		});
		await simulator.advance(3 * HOUR);
		const levels = { levels: { level: [{ percent: 100, days: 0 }] } };
		const n8n = cpsTrigger(credential(), event, event === 'certificateExpiring' ? levels : {});
		await judgedAs(`akamaiCpsTrigger ${event}`, async () => await n8n.activate());
		expect(exchanges.length).toBeGreaterThan(5);
		expect(faults()).toEqual([]);
	});

	test('every operation and every event was judged', () => {
		const operations = everyOperation().flatMap(({ name }) =>
			name.startsWith('akamaiCps ') ? [name] : [],
		);
		const polled = Object.keys(events).map((event) => `akamaiCpsTrigger ${event}`);
		expect([...judged].sort()).toEqual([...operations, ...polled].sort());
	});
});
