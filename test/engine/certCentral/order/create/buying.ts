import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../../../support/certCentral';
import { certCentral, jsons, orderParameters } from '../../../../support/certCentral';
import { useSimulator } from '../../../../support/use';

export const idsOf = (items: IDataObject[]) => items.map(({ orderId }) => orderId);
export const DAY = 86_400;

/** Orders are bought, and the account is changed meanwhile. */
export function useBuying() {
	const simulator = useSimulator();

	const run = async (items: IDataObject[], form: INodeParameters = {}, options: RunOptions = {}) =>
		await certCentral(simulator, orderParameters(form), items, options);

	/** Items of a run that must not fail. */
	async function results(items: IDataObject[], form: INodeParameters = {}): Promise<IDataObject[]> {
		const { outputs, error } = await run(items, form);
		expect(error).toBeUndefined();
		return jsons(outputs[0]);
	}

	const settings = async (given: Record<string, unknown>) =>
		await simulator.seed({ settings: given });

	const setStatus = async (id: number, status: string) => {
		const client = simulator.withKey(simulator.keys.digicertApiKey);
		const path = `/services/v2/order/certificate/${id}/status`;
		const headers = { 'Content-Type': 'application/json' };
		const answer = await client.put(path, { status, note: 'not needed' }, { headers });
		expect(answer.status).toBe(204);
	};

	return { simulator, run, results, settings, setStatus };
}
