import { keyOf, refOf, useHosts } from './hosts';

const { simulator, hosts, hostBy, call, createBulk } = useHosts();

describe('answers of HTTP 200 that contradict themselves', () => {
	const sent = async () => (await hosts()).filter(({ automations }) => automations.length > 0);

	it('failedToInitiate: nothing was done, and only the message says so', async () => {
		await simulator.fault('failedToInitiate');
		const answer = await createBulk([refOf(await hostBy('succeeds'))]);
		expect(answer).toEqual({
			error: null,
			data: {
				message: 'Failed to initiate RENEW for 1 IP/Port(s)',
				ineligibleIpPorts: [],
				errors: [],
				status: {},
			},
		});
		expect(await sent()).toEqual([]);
	});

	it('ineligibleUnreadable: a host was refused, and nobody can tell which', async () => {
		const [good, bad] = [await hostBy('succeeds'), await hostBy('ineligible')];
		await simulator.fault('ineligibleUnreadable');
		const { data } = await createBulk([refOf(good), refOf(bad)]);
		expect(data.ineligibleIpPorts).toHaveLength(1);
		expect(data.ineligibleIpPorts).not.toContain(keyOf(refOf(bad)));
		expect((await sent()).map(keyOf)).toEqual([keyOf(refOf(good))]);
		expect((await createBulk([refOf(good)])).data.ineligibleIpPorts).toEqual([]);
	});

	it('oddError: an empty error beside the success, which stands', async () => {
		await simulator.fault('oddError', { seed: 6 });
		const errors = new Set<string>();
		for (let draw = 0; draw < 12; draw += 1) {
			const { error, data } = await call('/automatedips/list', {});
			expect(data.automatedIps.length).toBeGreaterThan(0);
			errors.add(JSON.stringify(error));
		}
		expect([...errors].sort()).toEqual(['""', '{}']);
		await createBulk([refOf(await hostBy('succeeds'))]);
		expect(await sent()).toHaveLength(1);
	});
});
