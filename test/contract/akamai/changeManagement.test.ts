import type { Created } from './changes';
import { DAY, MINUTE, plainSubject, useChanges } from './changes';
import { thirdParty } from './client';

const {
	simulator,
	akamai,
	pass,
	status,
	word,
	info,
	csrsOf,
	certificateFor,
	upload,
	acknowledge,
	atUpload,
	plainAtUpload,
	deployed,
	update,
} = useChanges();

describe('change management', () => {
	async function atAcknowledgement(): Promise<Created> {
		const made = await plainAtUpload();
		const [csr] = await csrsOf(made.change);
		if (!csr) throw new Error('no CSR');
		await upload(made.change, await certificateFor(csr, made.cn));
		pass(20 * MINUTE);
		expect(await word(made.change)).toBe('wait-ack-change-management');
		return made;
	}

	it('stops on staging; its information has the hash, v5 with booleans as text', async () => {
		const { change, enrollment } = await atAcknowledgement();
		const v5 = await info(change, 'change-management-info', 'change-management-info', 5);
		expect(v5.json).toMatchObject({
			acknowledgementDeadline: null,
			validationResultHash: expect.stringMatching(/^[0-9a-f]{40}$/),
			validationResult: { errors: null, warnings: [] },
			pendingState: {
				pendingCertificates: [{ keyAlgorithm: 'RSA', ocspStapled: 'false' }],
				pendingNetworkConfiguration: { sniOnly: 'true' },
			},
		});
		const v6 = await info(change, 'change-management-info', 'change-management-info', 6);
		expect(v6.json).toMatchObject({
			pendingState: { pendingNetworkConfiguration: { sniOnly: true, fipsMode: null } },
		});
		const staging = await info(change, 'change-management-info', 'deployment', 8);
		const same = await akamai.get(`${enrollment}/deployments/staging`, 'deployment', 8);
		expect(staging.json).toEqual(same.json);
		const { json } = await akamai.get(`${enrollment}/deployments`, 'deployments', 8);
		expect(json.production).toBeNull();
	});

	it('goes to production with the hash, and not with another', async () => {
		const { change } = await atAcknowledgement();
		const answer = await info(change, 'change-management-info', 'change-management-info', 5);
		const ack = 'change-management-ack';
		expect((await acknowledge(change, ack, { hash: '0'.repeat(40) })).status).toBe(409);
		const hash = answer.json.validationResultHash;
		expect((await acknowledge(change, ack, { hash })).status).toBe(200);
		pass(35 * MINUTE);
		expect(await word(change)).toBe('complete');
	});

	it('takes an acknowledgement without a hash, too', async () => {
		const { change } = await atAcknowledgement();
		expect((await acknowledge(change, 'change-management-ack')).status).toBe(200);
		pass(35 * MINUTE);
		expect(await word(change)).toBe('complete');
	});

	it('goes on by itself seven days before a live certificate expires', async () => {
		const { cn, enrollment } = await deployed();
		const body = thirdParty(cn, { ...plainSubject(cn), changeManagement: true });
		const renewal = await update(enrollment, body, '?force-renewal=true');
		const change = (renewal.json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		await status(change);
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn));
		pass(20 * MINUTE);
		expect(await word(change)).toBe('wait-ack-change-management');
		const { json } = await info(change, 'change-management-info', 'change-management-info', 5);
		expect(json.acknowledgementDeadline).toMatch(/Z$/);
		pass(193 * DAY);
		expect(await word(change)).toBe('complete');
	});
});

describe('the deployment schedule', () => {
	const schedule = async (change: string, body: object) =>
		await akamai.call('PUT', `${change}/deployment-schedule`, {
			body,
			contentType: 'application/vnd.akamai.cps.deployment-schedule.v1+json',
			accept: 'application/vnd.akamai.cps.change-id.v1+json',
		});

	it('keeps a renewal from production until then', async () => {
		const { cn, enrollment } = await deployed();
		const body = thirdParty(cn, { ...plainSubject(cn), changeManagement: false });
		const renewal = await update(enrollment, body, '?force-renewal=true');
		const change = (renewal.json.changes as string[])[0] ?? '';
		const notBefore = new Date(simulator.world.clock.now() + DAY).toISOString();
		expect((await schedule(change, { notBefore, notAfter: null })).status).toBe(200);
		const read = await akamai.get(`${change}/deployment-schedule`, 'deployment-schedule', 1);
		expect(read.json).toEqual({ notBefore, notAfter: null });
		pass(2 * MINUTE);
		await status(change);
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn));
		pass(12 * 60 * MINUTE);
		expect((await status(change)).statusInfo.state).toBe('running');
		pass(12 * 60 * MINUTE);
		expect(await word(change)).toBe('complete');
	});

	it('is taken before the first deployment as well, and wants timestamps', async () => {
		const { change } = await atUpload();
		expect((await schedule(change, { notBefore: null, notAfter: null })).status).toBe(200);
		expect((await schedule(change, { notBefore: 'tomorrow' })).status).toBe(400);
	});
});
