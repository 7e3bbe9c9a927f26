import { outputOf } from '../../sandbox/launcher/executions';
import { credentialOf, orderOf, orderParameters, ordersOf } from '../support/certCentral';
import { begin, finished, itemsTo, OUR_NODES, UNDER_TEST } from '../support/itemsWorkflow';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';
import { loggedIn } from './support/shared';
import { createCredential } from './support/workflows';

const ORDERS = 20;

let simulator: TestSimulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.stop());

describe('Two executions at once with the same orders', () => {
	it('buy each once, and both give every id', async () => {
		const rest = await loggedIn();
		const workflow = await itemsTo(rest, {
			type: OUR_NODES.certCentral,
			parameters: orderParameters(),
			credentials: {
				digiCertApi: await createCredential(rest, 'digiCertApi', credentialOf(simulator)),
			},
		});
		const names = Array.from({ length: ORDERS }, (_, index) => `parallel-${index}.example.com`);
		const items = await Promise.all(names.map(async (name) => await orderOf(name)));

		const started = await begin(rest, workflow, items, 2);
		const executions = await Promise.all(started.map(async (id) => await finished(rest, id)));

		const bought = await ordersOf(simulator);
		expect(bought.map(({ commonName }) => commonName).sort()).toEqual([...names].sort());
		const idOf = (name: string) => bought.find(({ commonName }) => commonName === name)?.id;
		const ids = executions.map((execution) =>
			outputOf(execution, UNDER_TEST).map(({ json }) => json.orderId),
		);
		expect(ids).toEqual([names.map(idOf), names.map(idOf)]);
	}, 60_000);
});
