import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../support/certCentral';
import { certCentral, orderOf, placed } from '../../support/certCentral';
import { useSimulator } from '../../support/use';

/** A simulated account, and a node that works on it. */
export function useAccount() {
	const simulator = useSimulator();

	const call = async (
		resource: string,
		operation: string,
		parameters: INodeParameters = {},
		items: IDataObject[] = [{}],
		options: RunOptions = {},
	) => await certCentral(simulator, { resource, operation, ...parameters }, items, options);

	const place = async (...names: string[]) =>
		await placed(
			simulator,
			await Promise.all(names.map(async (name) => await orderOf(`${name}.example.com`))),
		);

	const organizations = (count: number) =>
		Array.from({ length: count }, (_, at) => ({
			id: 1_850_011 + at,
			name: `Example ${at}`,
			address: '1 Example Street',
			city: 'Lehi',
			state: 'Utah',
			zip: '84043',
			country: 'us',
			telephone: '555-0100',
			containerId: simulator.keys.divisionId,
			status: 'active',
			validations: ['ov'],
		}));

	return { simulator, call, place, organizations };
}
