import { type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../../../support/certCentral';
import { certCentral, orderParameters } from '../../../../support/certCentral';
import { useSimulator } from '../../../../support/use';

export const visibleWithin = (seconds: number, more: INodeParameters = {}): INodeParameters => ({
	options: { visibleWithin: seconds, ...more },
});

export const POST = { method: 'POST' };

/** Orders are bought while answers are lost, or the list lags. */
export function useLosing() {
	const simulator = useSimulator();

	const run = async (items: IDataObject[], form: INodeParameters = {}, options: RunOptions = {}) =>
		await certCentral(simulator, orderParameters(form), items, options);

	const lagging = async (seconds: number, uniqueAlternativeOrderIds = false) =>
		await simulator.seed({
			settings: { listLagRealSeconds: seconds, uniqueAlternativeOrderIds },
		});

	return { simulator, run, lagging };
}
