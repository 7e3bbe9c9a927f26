import type { IDataObject } from 'n8n-workflow';

import {
	automationNode,
	host,
	itemOf,
	jsonOf,
	LOAD_BALANCER,
	RENEW,
	shownBy,
} from '../../support/automation';
import { credentialOf } from '../../support/certCentral';
import { useFleet } from '../../support/openFleet';
import { useReceiver } from '../../support/use';

const fleet = useFleet([host(1), host(2)]);
const receiver = useReceiver();

const GOOD = itemOf(host(1));

describe('Account and credential', () => {
	const withCredential = async (more: IDataObject, operation = 'createBulk') =>
		await automationNode(fleet, operation, [GOOD], RENEW, {
			credentials: { digiCertApi: { ...credentialOf(fleet), ...more } },
			onError: 'continueRegularOutput',
		});

	it('without an Automation URL (Europe) nothing is called, and the text says what to do', async () => {
		for (const operation of ['createBulk', 'create', 'retryBulk', 'getAll']) {
			const { outputs } = await withCredential({ automationUrl: '' }, operation);
			expect(jsonOf(outputs.at(-1))[0]).toMatchObject({
				error: expect.stringContaining("no 'Automation URL'"),
				details: { nextStep: expect.stringContaining('Ask DigiCert') },
			});
		}
		expect(fleet.world.calls.all()).toEqual([]);
	});

	it('a key that DigiCert does not know ends the run with one call', async () => {
		const { outputs } = await withCredential({ apiKey: 'F'.repeat(64) });
		expect(jsonOf(outputs[1])[0]?.error).toContain('DigiCert does not know this API key');
		expect(fleet.world.calls.all()).toHaveLength(1);
	});

	it('a View Only key cannot use Automation, and the text says so', async () => {
		const { accountId, divisionId, digicertViewOnlyKey } = fleet.keys;
		const { outputs } = await withCredential({
			apiKey: digicertViewOnlyKey,
			accountId: String(accountId),
			divisionId: String(divisionId),
		});
		expect(jsonOf(outputs[1])[0]).toMatchObject({
			error: expect.stringContaining('lacks the right'),
			details: { nextStep: expect.stringContaining('View Only') },
		});
	});

	it('an account that nobody names is missing, before anything is sent', async () => {
		receiver.answer(() => ({ body: { id: 1 } }));
		const urls = {
			apiKey: 'A'.repeat(64),
			servicesUrl: `${receiver.origin}/services/v2`,
			automationUrl: `${receiver.origin}/automationws/v1`,
		};
		const { outputs } = await withCredential(urls);
		expect(jsonOf(outputs[1])[0]?.error).toContain("'Account ID' is empty");
		expect(receiver.received.map(({ url }) => url)).toEqual(['/services/v2/user/me']);
	});

	it('what the service echoes is shown without license keys and API key', async () => {
		const apiKey = 'C'.repeat(64);
		receiver.answer(({ url, headers, body }) => ({
			body: url.endsWith('/list')
				? { error: null, data: { automatedIps: [], agentList: [] } }
				: { error: { errorCode: '9', errorMessage: `${headers['x-dc-devkey']} ${String(body)}` } },
		}));
		const { secrets } = fleet;
		const run = await automationNode(
			fleet,
			'retryBulk',
			[{ ...GOOD, key: secrets.agent }],
			{ agentLicenseKey: '={{ $json.key }}', accountId: '1', divisionId: '2' },
			{
				credentials: {
					digiCertApi: {
						apiKey,
						region: 'custom',
						servicesUrl: `${receiver.origin}/services/v2`,
						automationUrl: `${receiver.origin}/automationws/v1`,
					},
				},
				onError: 'continueRegularOutput',
			},
		);
		const shown = JSON.stringify(run.outputs);
		expect(shown).toContain('[API key]');
		expect(shown).toContain('[license key]');
		expect(shown).not.toContain(apiKey);
		expect(shown).not.toContain(secrets.agent);
		expect(shownBy(run)).not.toContain(apiKey);
	});

	it('a virtual server is reached through its load balancer', async () => {
		const item = { ...GOOD, managementIp: LOAD_BALANCER, virtualServerName: '/Common/shop' };
		const { error } = await automationNode(fleet, 'retryBulk', [item]);
		expect(error).toBeUndefined();
	});
});
