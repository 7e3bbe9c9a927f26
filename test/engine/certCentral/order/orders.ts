import { type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../../support/certCentral';
import { certCentral, orderOf, placed } from '../../../support/certCentral';
import { useSimulator } from '../../../support/use';

/** An account with orders, and the operations that read them. */
export function useOrders() {
	const simulator = useSimulator();

	const order = async (
		operation: string,
		parameters: INodeParameters,
		items: IDataObject[] = [{}],
		options: RunOptions = {},
	) =>
		await certCentral(simulator, { resource: 'order', operation, ...parameters }, items, options);

	const place = async (...names: string[]) =>
		await placed(
			simulator,
			await Promise.all(names.map(async (name) => await orderOf(`${name}.example.com`))),
		);

	return { simulator, order, place };
}
