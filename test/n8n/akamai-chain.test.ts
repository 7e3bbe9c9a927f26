import { X509Certificate } from 'node:crypto';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { readCsr } from '../../nodes/shared/certificate/csr';
import { sha256OfKey } from '../../nodes/shared/certificate/publicKey';
import { jsonOf, outputOf, runFrom } from '../../sandbox/launcher/executions';
import { publish } from '../../sandbox/launcher/publish';
import type { Rest } from '../../sandbox/launcher/rest';
import { found } from './support/found';
import { formOf, pageOf, release } from './support/releaseForm';
import { loggedIn, shared } from './support/shared';

const MINUTES = 60_000;

const CALLED = [
	'certLifecyclePoll',
	'certLifecycleOrder',
	'certLifecycleOfCsr',
	'certLifecycleAkamaiSign',
	'certLifecycleAkamaiRelease',
	'certLifecycleAkamaiFollow',
];
const [RELEASE = '', FOLLOW = ''] = CALLED.slice(-2);

let rest: Rest;
beforeAll(async () => {
	rest = await loggedIn();
	for (const id of CALLED) await publish(rest, id);
}, MINUTES);

describe('A third-party certificate at Akamai through a real n8n', () => {
	it(
		'goes to production when a person has released what the form showed',
		async () => {
			await runFrom(rest, 'certLifecycleAkamaiThirdParty', 'Run by hand');
			const asking = await found(rest, RELEASE, (execution) => formOf(execution) !== undefined);
			const form = String(formOf(asking));
			const anybody = await axios.get(form, { proxy: false, validateStatus: () => true });
			expect(anybody.status).toBe(401);
			const page = await pageOf(form);
			const [seen = {}] = jsonOf(outputOf(asking, 'Get management info'));
			const [{ serialNumber } = {}] = seen.pendingCertificates as IDataObject[];
			expect(page).toContain(String(serialNumber));

			await release(form);

			const done = await found(
				rest,
				FOLLOW,
				(execution) => outputOf(execution, 'Summary').length > 0,
			);
			const [summary = {}] = jsonOf(outputOf(done, 'Summary'));
			expect(summary).toMatchObject({ deployed: true, asExpected: true, serialNumber });
			const { certificate, trustChain } = summary.primaryCertificate as IDataObject;
			const [leaf, issuer] = [certificate, trustChain].map(
				(pem) => new X509Certificate(String(pem)),
			);
			expect(issuer && leaf?.verify(issuer.publicKey)).toBe(true);
			const request = readCsr(String(summary.csr));
			expect(request.ok && leaf && sha256OfKey(leaf.publicKey) === request.csr.spkiSha256).toBe(
				true,
			);
			expect(await written(String(summary.enrollmentId))).toEqual([
				'cert-and-trust-chain',
				'change-management-ack',
			]);
		},
		6 * MINUTES,
	);
});

/** What was answered to the changes of an enrollment, in that order. */
async function written(enrollmentId: string): Promise<string[]> {
	const { origin } = shared().simulator;
	const { data } = await axios.get<{ calls: Array<{ method: string; path: string }> }>(
		`${origin}/_sandbox/calls`,
		{ proxy: false },
	);
	return data.calls
		.filter(
			({ method, path }) => method !== 'GET' && path.includes(`/enrollments/${enrollmentId}/`),
		)
		.map(({ path }) => path.replace(/^.*(cert-and-trust-chain|change-management-ack)$/, '$1'));
}
