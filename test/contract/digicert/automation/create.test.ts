import { newCsr } from '../../../support/simulator';
import type { Fields, HostView } from './hosts';
import { installSettings, refOf, useHosts } from './hosts';

const { simulator, books, hosts, call, view, retryRef } = useHosts();

describe('createAutomation', () => {
	const appliance = async () => {
		const host = (await hosts()).find(({ lane, agentName }) => lane === 'appliance' && agentName);
		if (!host) throw new Error('The fleet has no appliance with an agent');
		const { agentLicenseKey } = (await retryRef(host)) as { agentLicenseKey?: string };
		return { host, serverDetails: { ...refOf(host), agentLicenseKey } };
	};

	const create = async (fields: Fields) =>
		await call('/automation/createAutomation', {
			divisionId: simulator.keys.divisionId,
			automationActionType: 'DUPLICATE',
			installSettings,
			...fields,
		});

	const issuedOrder = async (commonName: string): Promise<number> => {
		const { data } = await simulator.services.get('/organization');
		const order = await simulator.services.post('/order/certificate/ssl_basic', {
			certificate: {
				common_name: commonName,
				csr: await newCsr(commonName),
				signature_hash: 'sha256',
			},
			order_validity: { years: 1 },
			organization: { id: data.organizations[0].id },
			custom_fields: [{ metadata_id: 21, value: '4711' }],
			skip_approval: true,
		});
		return order.data.id;
	};

	it('DUPLICATE installs from an order that exists and buys nothing', async () => {
		const { host, serverDetails } = await appliance();
		const parentOrderId = await issuedOrder(host.commonName);
		const tooEarly = await create({ parentOrderId, serverDetails });
		expect(tooEarly.data.errors[0].errorField).toBe('parentOrderId');
		await simulator.advance(100);
		const answer = await create({ parentOrderId, serverDetails });
		expect(answer.data.errors).toEqual([]);
		await simulator.advance(300);
		const after = await books();
		expect(after.paidOrders).toBe(1);
		const row = await simulator.services.get(`/order/certificate?filters[id]=${parentOrderId}`);
		expect(row.data.orders[0]).toMatchObject({ has_duplicates: true, duplicates_count: 1 });
		const [automation] = after.hosts.find(({ ip }: HostView) => ip === host.ip).automations;
		const details = await view(automation.automationId);
		expect(details.autoStatusResponse.automationStatus).toBe('CONFIGURED');
		expect(details.autoOrderProgressResponse.certInstallResponse.certInstallProgress).toBe(
			'INSTALL_VALIDATED',
		);
	});

	it('ENROLL buys', async () => {
		const { serverDetails } = await appliance();
		await create({ automationActionType: 'ENROLL', serverDetails });
		await simulator.advance(300);
		expect((await books()).paidOrders).toBe(1);
	});

	it.each<[string, (details: Fields) => Fields, string]>([
		['the parent order', (serverDetails) => ({ serverDetails }), 'parentOrderId'],
		[
			'the agent license key',
			({ ip, port }) => ({ serverDetails: { ip, port }, automationActionType: 'ENROLL' }),
			'agentLicenseKey',
		],
		[
			'the server name for ADD_SNI',
			(serverDetails) => ({ serverDetails, automationActionType: 'ADD_SNI' }),
			'serverName',
		],
		['the host', () => ({ automationActionType: 'ENROLL' }), 'ip or port'],
	])('says 1004 when %s is missing', async (_what, fields, errorField) => {
		const { serverDetails } = await appliance();
		const answer = await create(fields(serverDetails));
		expect(answer.data.errors[0]).toMatchObject({ errorCode: '1004', errorField });
	});
});
