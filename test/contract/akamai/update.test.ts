import { X509Certificate } from 'node:crypto';

import { checkCsr } from '../../../sandbox/simulator/csr';
import type { Csr } from './changes';
import { CHANGE_PENDING, MINUTE, plainSubject, useChanges } from './changes';
import { thirdParty } from './client';

const { akamai, pass, status, word, csrsOf, certificateFor, atUpload, deployed, update } =
	useChanges();

describe('updating an enrollment', () => {
	it('needs no change for contacts: 200 with an empty list', async () => {
		const { cn, enrollment } = await deployed();
		const adminContact = { firstName: 'New', lastName: 'One', email: 'n@example.com', phone: '1' };
		const body = thirdParty(cn, {
			...plainSubject(cn),
			changeManagement: false,
			adminContact,
		});
		const answer = await update(enrollment, body);
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({ enrollment, changes: [] });
		const view = await akamai.get(enrollment, 'enrollment', 11);
		expect(view.json.adminContact).toMatchObject(adminContact);
	});

	it('takes back a fetched enrollment, read-only fields and all', async () => {
		const { enrollment } = await deployed();
		const { json } = await akamai.get(enrollment, 'enrollment', 11);
		expect((await update(enrollment, json)).status).toBe(200);
	});

	it('opens a change for SANs, which wants a new CSR', async () => {
		const { cn, enrollment, change: first } = await deployed();
		const body = thirdParty(cn, { csr: { cn, o: 'Example Org', sans: [`new.${cn}`] } });
		const answer = await update(enrollment, body);
		expect(answer.status).toBe(202);
		const change = (answer.json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		expect(await word(change)).toBe(CHANGE_PENDING);
		const [csr] = await csrsOf(change);
		expect(await checkCsr(csr?.csr ?? '')).toMatchObject({ dnsNames: [cn, `new.${cn}`] });
		const view = await akamai.get(enrollment, 'enrollment', 11);
		expect(view.json.pendingChanges).toMatchObject([{ changeType: 'modify-san' }]);
		expect(change).not.toBe(first);
	});

	it('renews with a new key on force-renewal', async () => {
		const { cn, enrollment } = await deployed();
		const before = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 8);
		const body = thirdParty(cn, plainSubject(cn));
		const answer = await update(enrollment, body, '?force-renewal=true');
		const change = (answer.json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		await status(change);
		const view = await akamai.get(enrollment, 'enrollment', 11);
		expect(view.json.pendingChanges).toMatchObject([{ changeType: 'renewal' }]);
		const [csr] = await csrsOf(change);
		const { certificate } = before.json.primaryCertificate as { certificate: string };
		const old = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
		const check = await checkCsr(csr?.csr ?? '');
		expect(check.ok).toBe(true);
		const fresh = await certificateFor(csr as Csr, cn);
		const key = new X509Certificate(fresh.certificate).publicKey;
		expect(key.export({ type: 'spki', format: 'der' }).equals(old)).toBe(false);
	});

	it('deploys a network setting without a new certificate', async () => {
		const { cn, enrollment } = await deployed();
		const networkConfiguration = {
			...thirdParty(cn).networkConfiguration,
			disallowedTlsVersions: ['TLSv1'],
		};
		const body = { ...plainSubject(cn), changeManagement: false, networkConfiguration };
		const answer = await update(enrollment, thirdParty(cn, body));
		expect(answer.status).toBe(202);
		pass(60 * MINUTE);
		expect(await word((answer.json.changes as string[])[0] ?? '')).toBe('complete');
		const { json } = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 8);
		expect(json.networkConfiguration).toMatchObject({ disallowedTlsVersions: ['TLSv1'] });
	});

	it('refuses a pending change unless that may be cancelled', async () => {
		const { cn, enrollment, change } = await atUpload();
		const body = thirdParty(cn, { csr: { cn, sans: [`new.${cn}`] } });
		const refused = await update(enrollment, body);
		expect(refused.status).toBe(409);
		expect(refused.json.type).toMatch(/\/error-types\/cannot-cancel-pending-change$/);
		const allowed = await update(enrollment, body, '?allow-cancel-pending-changes=true');
		expect(allowed.status).toBe(202);
		expect((await status(change)).statusInfo.state).toBe('cancelled');
	});

	it.each<[string, (cn: string) => Record<string, unknown>]>([
		['csr.cn', (cn) => ({ csr: { cn: `other.${cn}` } })],
		['sniOnly', () => ({ networkConfiguration: { ...sni, sniOnly: false } })],
		['secureNetwork', () => ({ networkConfiguration: { ...sni, secureNetwork: 'standard-tls' } })],
	])('refuses to change %s', async (name, more) => {
		const { cn, enrollment } = await atUpload();
		const answer = await update(enrollment, thirdParty(cn, more(cn)));
		expect(answer.status).toBe(400);
		expect(answer.json.detail).toContain(name);
	});

	it('takes client mutual authentication, which creation refuses', async () => {
		const { cn, enrollment } = await atUpload();
		const clientMutualAuthentication = {
			setId: 'set-1',
			authenticationOptions: { sendCaListToClient: false, ocsp: { enabled: false } },
		};
		const networkConfiguration = {
			...thirdParty(cn).networkConfiguration,
			clientMutualAuthentication,
		};
		const query = '?allow-cancel-pending-changes=true';
		const answer = await update(enrollment, thirdParty(cn, { networkConfiguration }), query);
		expect(answer.status).toBe(202);
	});
});

const sni = {
	geography: 'core',
	secureNetwork: 'enhanced-tls',
	sniOnly: true,
	quicEnabled: false,
};
