import { errorOf, jsonOf, outputOf } from '../../../sandbox/launcher/executions';
import { ENROLLMENT, ORGANIZATION_ID } from '../../../sandbox/launcher/setUp';
import { host } from '../../support/automation';
import { certCentral, orderOf, orderParameters } from '../../support/certCentral';
import { newCsr } from '../../support/simulator';
import { useHands } from './hands';

const hands = useHands();

const DAY = 86_400;

it('Starter: automate a list of hosts', async () => {
	const { canvas, simulator, takeUp, refuses } = hands;
	await simulator.seed({
		agents: [{ agentName: 'agent-01', type: 'Agent', licenseKey: 'KEY' }],
		hosts: [host(1)],
	});
	const id = await takeUp('starter-automate-hosts', 'certLifecycleHosts');
	await refuses(id, "'Hosts' is empty");
	await canvas.addRow('Automate hosts', { ip: host(1).ip });
	const execution = await canvas.execute(id);
	expect(errorOf(execution)).toBeUndefined();
	expect(jsonOf(outputOf(execution, 'Done'))).toMatchObject([{ ip: host(1).ip, state: 'done' }]);
});

it('Starter: enroll at Akamai CPS', async () => {
	const { canvas, takeUp, refuses } = hands;
	const id = await takeUp('akamai-create-enrollment', 'certLifecycleAkamai');
	await refuses(id, "These fields are empty: 'Contract'");
	await canvas.fillSettings(ENROLLMENT);
	const execution = await canvas.execute(id);
	expect(errorOf(execution)).toBeUndefined();
	expect(jsonOf(outputOf(execution, 'Check status', 2))).toMatchObject([{ state: 'needsAction' }]);
});

it('Starter: order a certificate by form', async () => {
	const { canvas, takeUp, ordered } = hands;
	const commonName = 'by-form.example.com';
	const id = await takeUp('starter-order-by-form', 'certLifecycleForm');
	const order = async () => {
		const csr = await newCsr(commonName);
		return await canvas.execute(id, async (form) => {
			await form.fill('[name=field-0]', commonName);
			await form.fill('[name=field-2]', csr);
			await form.click('button[type=submit], #submit-btn');
		});
	};
	expect(errorOf(await order())).toContain("'Organization' is empty");
	expect(await ordered(commonName)).toBe(0);
	await canvas.fill('Order certificate', { organization: ORGANIZATION_ID });
	const execution = await order();
	expect(errorOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'Download certificate').at(0)?.binary?.data).toBeDefined();
	expect(await ordered(commonName)).toBe(1);
});

it('Starter: reissue what is due, validate its domain first', async () => {
	const { canvas, simulator, takeUp, refuses } = hands;
	await simulator.advance(-185 * DAY);
	const form = orderParameters({ additionalFields: { customFields: {} } });
	await certCentral(simulator, form, [await orderOf('www.example.net')]);
	await simulator.advance(185 * DAY);
	await simulator.seed({ domains: [{ name: 'example.net', validated: false }] });

	const id = await takeUp('reissue-what-is-due', 'certLifecycleReissue');
	await refuses(id, 'Domain');
	await canvas.fill('Plan renewals', { domainName: 'example.net' });
	await canvas.fill('Wait', { amount: '1' });
	const first = await canvas.execute(id);
	expect(errorOf(first)).toBeUndefined();
	expect(jsonOf(outputOf(first, 'Found?', 1))).toMatchObject([{ validated: false }]);

	// Copied from the item into the zone, and run again.
	const [record = {}] = jsonOf(outputOf(first, 'Submit domain'));
	const { recordFqdn: name, recordType: type, recordValue: value } = record;
	await simulator.seed({ dns: [{ name, type, value }] });
	const second = await canvas.execute(id);
	expect(errorOf(second)).toBeUndefined();
	expect(jsonOf(outputOf(second, 'Reissue'))).toMatchObject([
		{ commonName: 'www.example.net', changed: true },
	]);
});
