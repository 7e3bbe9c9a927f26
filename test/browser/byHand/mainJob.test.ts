import { errorOf, jsonOf, outputOf } from '../../../sandbox/launcher/executions';
import { ORGANIZATION_ID } from '../../../sandbox/launcher/setUp';
import { newCsr } from '../../support/simulator';
import { useReceiver } from '../../support/use';
import { useHands } from './hands';

const hands = useHands();
const inventory = useReceiver();

it('The main job, with the two workflows that it calls', async () => {
	const { canvas, takeUp, refuses, ordered } = hands;
	const poll = await takeUp('poll-and-retry', 'certLifecyclePoll');
	const order = await takeUp('order-and-download', 'certLifecycleOrder');
	await canvas.fill('Poll installation', { workflowId: poll });
	const main = await takeUp('order-automate-poll-retry', 'certLifecycleMain');
	await refuses(main, 'Nothing was sent. Settings: mayOrder is false');

	const csr = await newCsr('appliance.example.com');
	inventory.answer(() => ({
		body: [{ lane: 'order', commonName: 'appliance.example.com', csr }],
	}));
	await canvas.fill('Poll and retry', { workflowId: poll });
	await canvas.fill('Order and download', { workflowId: order });
	await canvas.enable('Read inventory');
	await canvas.fill('Read inventory', { url: `${inventory.origin}/hosts` });
	await canvas.fillSettings({ mayOrder: true, organizationId: ORGANIZATION_ID });
	const execution = await canvas.execute(main);
	expect(errorOf(execution)).toBeUndefined();
	expect(jsonOf(outputOf(execution, 'Summary')).at(0)).toMatchObject({ state: 'done' });
	expect(await ordered('appliance.example.com')).toBe(1);
});
