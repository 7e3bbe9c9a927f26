import type { Execution } from '../../../sandbox/launcher/executions';
import { errorOf, jsonOf, outputOf } from '../../../sandbox/launcher/executions';
import { ENROLLMENT, ORGANIZATION_ID } from '../../../sandbox/launcher/setUp';
import { found } from '../../n8n/support/found';
import { formOf } from '../../n8n/support/releaseForm';
import { useHands } from './hands';

const hands = useHands();

const SETTINGS = { mayOrder: true, organizationId: ORGANIZATION_ID };
/** The pauses that the items propose are minutes, in which ten hours pass here. */
const SHORT = { amount: '2' };
const NAME = ENROLLMENT.commonName;

const summaryOf = (execution: Execution) => jsonOf(outputOf(execution, 'Summary'));

/** Opens the form that an execution waits with, and decides. */
async function release(workflow: string): Promise<void> {
	const asking = await found(hands.rest, workflow, (run) => formOf(run) !== undefined);
	const page = await hands.editor.page.context().newPage();
	await page.goto(String(formOf(asking)));
	await page.selectOption('[name=field-0]', 'Released');
	await page.fill('[name=field-1]', 'Ada Example');
	await page.click('button[type=submit], #submit-btn');
	await page.getByText('Form Submitted').waitFor();
	await page.close();
}

let order: string;
let asks: string;
let signs: string;
let follows: string;

it('The four workflows behind a certificate at Akamai, and the two that order it', async () => {
	const { canvas, takeUp } = hands;
	const poll = await takeUp('poll-and-retry', 'certLifecyclePoll');
	await canvas.publish();

	order = await takeUp('order-and-download', 'certLifecycleOrder');
	await canvas.fill('Wait', SHORT);
	await canvas.fill('Poll installation', { workflowId: poll });
	await canvas.publish();

	asks = await takeUp('akamai-release-to-production', 'certLifecycleAkamaiRelease');
	await canvas.publish();

	const ofCsr = await takeUp('certificate-of-a-csr', 'certLifecycleOfCsr');
	await canvas.fill('Wait', SHORT);
	await canvas.publish();

	signs = await takeUp('akamai-sign-and-upload', 'certLifecycleAkamaiSign');
	await canvas.fill('Order and download', { workflowId: order });
	await canvas.fill('First certificate', { workflowId: ofCsr });
	await canvas.fill('Second certificate', { workflowId: ofCsr });
	await canvas.publish();

	follows = await takeUp('akamai-follow-change', 'certLifecycleAkamaiFollow');
	await canvas.fill('Wait', SHORT);
	await canvas.fill('Sign and upload', { workflowId: signs });
	await canvas.fill('Release', { workflowId: asks });
	await canvas.publish();
});

it('A certificate at Akamai, from nothing to production', async () => {
	const { rest, canvas, takeUp, refuses, ordered } = hands;
	const id = await takeUp('akamai-third-party-certificate', 'certLifecycleAkamaiThirdParty');
	await refuses(id, 'Nothing was sent. Settings: mayOrder is false');
	await canvas.fill('Follow', { workflowId: follows });
	await canvas.fillSettings({ ...SETTINGS, ...ENROLLMENT });
	expect(errorOf(await canvas.execute(id))).toBeUndefined();
	await release(asks);
	const done = await found(rest, follows, (run) => summaryOf(run).length > 0);
	expect(summaryOf(done)).toMatchObject([{ commonName: NAME, deployed: true, asExpected: true }]);
	expect(await ordered(NAME)).toBe(1);
});

it('Renew third-party certificates at Akamai', async () => {
	const { rest, canvas, takeUp, refuses, ordered } = hands;
	const before = (await found(rest, follows, (run) => summaryOf(run).length > 0)).id;
	const id = await takeUp('akamai-renew-third-party', 'certLifecycleAkamaiRenew');
	await refuses(id, 'Nothing was sent. Settings: mayOrder is false');
	await canvas.fill('Follow', { workflowId: follows });
	await canvas.fillSettings({ ...SETTINGS, autoRelease: true, renewWithinDays: '365' });
	expect(errorOf(await canvas.execute(id))).toBeUndefined();
	const done = await found(rest, follows, (run) => run.id !== before && summaryOf(run).length > 0);
	expect(summaryOf(done)).toMatchObject([{ commonName: NAME, deployed: true, asExpected: true }]);
	expect(await ordered(NAME)).toBe(2);
});
