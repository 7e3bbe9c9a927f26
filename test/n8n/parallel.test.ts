import { outputOf } from '../../sandbox/launcher/executions';
import { credentialOf, orderOf, orderParameters, ordersOf } from '../support/certCentral';
import { OUR_NODES, RealN8n, UNDER_TEST } from '../support/realN8n';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';

const ORDERS = 20;

let simulator: TestSimulator;
let n8n: RealN8n;

beforeAll(async () => {
	simulator = await startTestSimulator();
	n8n = await RealN8n.start();
}, 240_000);
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
}, 60_000);

describe('Two executions at once with the same orders', () => {
	it('buy each once, and both give every id', async () => {
		const digiCertApi = await n8n.credential('digiCertApi', credentialOf(simulator));
		const workflow = await n8n.workflow({
			type: OUR_NODES.certCentral,
			parameters: orderParameters(),
			credentials: { digiCertApi },
		});
		const names = Array.from({ length: ORDERS }, (_, index) => `parallel-${index}.example.com`);
		const items = await Promise.all(names.map(async (name) => await orderOf(name)));

		const started = await n8n.begin(workflow, items, 2);
		const executions = await Promise.all(started.map(async (id) => await n8n.finished(id)));

		const bought = await ordersOf(simulator);
		const ids = executions.map((execution) =>
			outputOf(execution, UNDER_TEST).map(({ json }) => Number(json.orderId)),
		);
		expect(bought.map(({ commonName }) => commonName).sort()).toEqual([...names].sort());
		const byName = names.map((name) => bought.find(({ commonName }) => commonName === name)?.id);
		expect(ids).toEqual([byName, byName]);
	}, 120_000);
});
