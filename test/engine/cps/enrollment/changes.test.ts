import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { akamaiCalls, byId, enrollmentsOf, seedAkamai } from '../../../support/cps';
import { HOUR, type Made, OV, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const GO_ON = { onError: 'continueRegularOutput' };

const doing =
	(name: string) =>
	async (made: Partial<Made>, form: INodeParameters = {}): Promise<IDataObject> => {
		const { outputs } = await operation('enrollment', name)(made, form, GO_ON);
		return outputs[0]?.[0]?.json ?? {};
	};

const renew = doing('renew');
const update = doing('update');
const remove = doing('delete');
const read = async (made: Made) => await doing('get')(made, { simplify: false });

async function live(commonName: string, more: INodeParameters = {}): Promise<Made> {
	const made = await make(commonName, { ...OV, changeManagement: false, ...more });
	await simulator.advance(3 * HOUR);
	return made;
}

const writes = async (method: 'PUT' | 'DELETE') => await akamaiCalls(simulator, method);
const cut = async (method: string) =>
	await simulator.fault('connectionCut', { remaining: 1, match: { method } });

describe('Enrollment > Renew', () => {
	it('begins a renewal, and takes up the one that is pending', async () => {
		const made = await live('renew.example.com');
		const first = await renew(made);
		expect(first).toMatchObject({ enrollmentId: made.enrollmentId, changed: true });
		expect(first.changeId).not.toBe(made.changeId);
		expect(await renew(made)).toMatchObject({ changeId: first.changeId, changed: false });
		const [put, ...more] = await writes('PUT');
		expect(put?.query).toBe('?force-renewal=true&allow-cancel-pending-changes=false');
		expect(more).toEqual([]);
	});

	it('leaves another pending change alone', async () => {
		const made = await make('pending.example.com');
		expect(await renew(made)).toMatchObject({
			error: expect.stringContaining(`${made.changeId} (new-certificate)`),
			details: { retryable: false },
		});
		expect(await writes('PUT')).toEqual([]);
	});

	it('is begun once when its answer is lost', async () => {
		const made = await live('lost.example.com');
		await cut('PUT');
		expect(await renew(made)).toMatchObject({ recovered: true, changeId: expect.any(Number) });
		expect(await writes('PUT')).toHaveLength(1);
	});
});

describe('Enrollment > Update', () => {
	it('changes what was asked for, loses nothing else, and says that it is there already', async () => {
		const more = {
			networkConfiguration: {
				...{ fipsMode: true, mustHaveCiphers: 'ak-akamai-2020q1' },
				preferredCiphers: 'ak-akamai-2020q1',
			},
		};
		const made = await live('update.example.com', more);
		const before = await read(made);
		const wanted = { updateFields: { sans: 'www.update.example.com', quicEnabled: true } };
		expect(await update(made, wanted)).toMatchObject({
			changed: true,
			changeId: expect.any(Number),
		});
		const after = await read(made);
		expect(after).toMatchObject({
			org: before.org,
			adminContact: before.adminContact,
			csr: { sans: ['update.example.com', 'www.update.example.com'] },
			networkConfiguration: { quicEnabled: true, mustHaveCiphers: 'ak-akamai-2020q1' },
		});
		expect(await update(made, wanted)).toMatchObject({ changed: false });
		const [put, ...again] = await writes('PUT');
		expect(JSON.parse(put?.body ?? '')).toMatchObject({
			networkConfiguration: { fipsMode: true, dnsNameSettings: { cloneDnsNames: true } },
		});
		expect(again).toEqual([]);
	});

	const FIPS = {
		networkConfiguration: {
			...{ fipsMode: true, mustHaveCiphers: 'ak-akamai-2020q1' },
			preferredCiphers: 'ak-akamai-2020q1',
		},
	};
	const DUAL = {
		...{ certificateType: 'third-party', validationType: 'third-party', ra: 'third-party' },
		enableMultiStackedCertificates: true,
		additionalFields: { excludeSans: true },
	};
	const TODAY = { printed: 12, taken: 12 };
	/** All that CPS holds. */
	async function heldOf(made: Made) {
		await seedAkamai(simulator, { enrollmentVersions: TODAY });
		return await doing('get')(made, { simplify: false, options: { includeFipsMode: true } });
	}

	it.each([
		['a service of today', TODAY, ['v12']],
		['an older service', { printed: 11, taken: 11 }, ['v11']],
		['one that prints more than it takes', { printed: 12, taken: 11 }, ['v12', 'v11']],
	])('to %s loses nothing but what was to change', async (_service, enrollmentVersions, sent) => {
		const made = await make('whole.example.com', DUAL);
		const before = await heldOf(made);
		expect(before).toMatchObject({
			...{ thirdParty: { excludeSans: true }, enableMultiStackedCertificates: true },
			changeManagement: true,
		});
		await seedAkamai(simulator, { enrollmentVersions });
		expect(await update(made, { updateFields: { changeManagement: false } })).toMatchObject({
			changed: true,
		});
		expect(await heldOf(made)).toEqual({ ...before, changeManagement: false });
		const versions = (await writes('PUT')).map(({ headers }) => String(headers['content-type']));
		expect(versions.map((type) => /v1\d/.exec(type)?.[0])).toEqual(sent);
	});

	it('is refused where FIPS mode would be lost', async () => {
		const made = await live('fips.example.com', FIPS);
		await seedAkamai(simulator, { enrollmentVersions: { printed: 12, taken: 11 } });
		expect(await update(made, { updateFields: { quicEnabled: true } })).toMatchObject({
			error: expect.stringContaining('FIPS mode would be lost'),
			details: { code: 'loses FIPS mode' },
		});
		expect(await heldOf(made)).toMatchObject({ networkConfiguration: { fipsMode: true } });
	});

	it('sends numbers back for IDs that were printed as text', async () => {
		const nobody = { adminContact: {}, techContact: {}, org: {} };
		const orgId = { additionalFields: { orgId: '4711' } };
		const made = await live('text.example.com', { ...nobody, ...orgId });
		await seedAkamai(simulator, { idForm: 'string' });
		expect(await update(made, { updateFields: { quicEnabled: true } })).toMatchObject({
			changed: true,
		});
	});

	it('cancels no pending change for it', async () => {
		const made = await make('waits.example.com');
		expect(await update(made, { updateFields: { quicEnabled: true } })).toMatchObject({
			error: expect.stringContaining('pending change'),
		});
		expect(await operation('change', 'checkStatus')(made)).toMatchObject({
			outputs: [[], [expect.anything()], [], []],
		});
	});

	it('needs no change where nothing is deployed anew', async () => {
		const made = await live('edit.example.com');
		expect(await update(made, { updateFields: { changeManagement: true } })).toMatchObject({
			changed: true,
			changeId: null,
		});
	});

	it('refuses to change nothing, and is made once when its answer is lost', async () => {
		const made = await live('once.example.com');
		expect(await update(made)).toMatchObject({ error: expect.stringContaining('is empty') });
		await cut('PUT');
		expect(await update(made, { updateFields: { quicEnabled: true } })).toMatchObject({
			recovered: true,
		});
		expect(await writes('PUT')).toHaveLength(1);
	});
});

describe('Enrollment > Delete', () => {
	const confirmed = ({ enrollmentId }: Made) => ({ enrollmentIdAgain: String(enrollmentId) });

	it('tells what would go, and sends nothing unless the ID is typed again', async () => {
		const made = await live('named.example.com');
		expect(await remove(made)).toMatchObject({
			error: expect.stringMatching(/named\.example\.com.*served in production/),
		});
		expect(await remove(made, { enrollmentIdAgain: '4711' })).toMatchObject({
			error: expect.stringContaining('is not the ID'),
		});
		expect(await writes('DELETE')).toEqual([]);
	});

	it('takes no expression that only repeats the first field for a confirmation', async () => {
		const made = await live('repeated.example.com');
		const form = {
			enrollmentId: byId(`={{ ${made.enrollmentId} + $json.row - 1 }}`),
			enrollmentIdAgain: `={{ ${made.enrollmentId} + $json.row - 1 }}`,
		};
		expect(await remove(made, form)).toMatchObject({
			error: expect.stringContaining('which confirms nothing'),
		});
		expect(await writes('DELETE')).toEqual([]);
	});

	it('of a live certificate is a change, made once when its answer is lost', async () => {
		const made = await live('live.example.com');
		await cut('DELETE');
		const item = await remove(made, confirmed(made));
		expect(item).toMatchObject({ deleted: false, recovered: true, changeId: expect.any(Number) });
		expect(item.changeId).not.toBe(made.changeId);
		expect(await writes('DELETE')).toHaveLength(1);
	});

	it('cancels no pending change', async () => {
		const made = await make('busy.example.com');
		expect(await remove(made, confirmed(made))).toMatchObject({
			error: expect.stringContaining(String(made.changeId)),
		});
		expect(await writes('DELETE')).toEqual([]);
		expect(await enrollmentsOf(simulator)).toHaveLength(1);
	});
});
