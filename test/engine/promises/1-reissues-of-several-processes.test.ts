import type { DigiCertCertCentral } from '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { byId, callsOf, credentialOf, jsons, orderOf, placed } from '../../support/certCentral';
import { runNode } from '../../support/engine';
import { keepProcessedData } from '../../support/processedData';
import { newCsr } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** Promise 1, across processes: a reissue has no key by which DigiCert would refuse the second. */

const NODE = '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
const NAME = 'instant.example.com';

const simulator = useSimulator();
beforeAll(async () => void (await keepProcessedData()));

/** The code as another process has it: service and store alone are shared. */
async function processes(count: number): Promise<DigiCertCertCentral[]> {
	const nodes: DigiCertCertCentral[] = [];
	for (let process = 0; process < count; process++) {
		await jest.isolateModulesAsync(async () => {
			const own = (await import(NODE)) as { DigiCertCertCentral: new () => DigiCertCertCentral };
			nodes.push(new own.DigiCertCertCentral());
		});
	}
	return nodes;
}

test.each(['reissue', 'duplicate'])(
	'two processes that begin the same %s in the same moment make one',
	async (operation) => {
		const [id = 0] = await placed(simulator, [await orderOf(NAME)]);
		const csr = await newCsr(NAME);
		await simulator.fault('slowAnswer', { rate: 1, delayMs: 300, match: { method: 'GET' } });
		const run = async (node: DigiCertCertCentral) =>
			await runNode({
				node,
				parameters: {
					resource: 'order',
					operation,
					orderId: byId(id),
					csr,
					...(operation === 'reissue' ? { allowSameEnd: true } : {}),
					additionalFields: { skipApproval: true },
					options: { visibleWithin: 5 },
				},
				items: [{}],
				credentials: { digiCertApi: credentialOf(simulator) },
			});
		const runs = await Promise.all((await processes(2)).map(run));
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
		const items = runs.flatMap(({ outputs }) => jsons(outputs[0]));
		expect(callsOf(simulator, 'POST', new RegExp(`/${operation}$`))).toHaveLength(1);
		expect(new Set(items.map(({ certificateId }) => certificateId)).size).toBe(1);
	},
);
