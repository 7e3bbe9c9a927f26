import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import { akamaiCps, akamaiCredential, byId, enrollmentParameters } from '../../support/cps';
import { startReceiver } from '../../support/receiver';
import { forAllTests, useSimulator } from '../../support/use';
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

const run = async (parameters: INodeParameters, items: object[] = [{}]) => {
	const { outputs, error } = await akamaiCps(simulator, parameters, items as [], {
		credentials: {
			akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: between.origin },
		},
	});
	expect(error).toBeUndefined();
	return outputs.flat()[0]?.json ?? {};
};

const KINDS: Array<[string, INodeParameters]> = [
	['third-party', {}],
	['dv', { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' }],
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
});
