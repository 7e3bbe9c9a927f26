import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Between } from './between';
import type { RunOptions } from './certCentral';
import { certCentral, credentialOf, jsons, orderParameters } from './certCentral';
import type { TestSimulator } from './simulator';
import { useBetween } from './use';

export const credentialsThrough = (simulator: TestSimulator, { servicesUrl }: Between) => ({
	digiCertApi: { ...credentialOf(simulator), servicesUrl },
});

/** CertCentral with answers that a test changes on their way; what fails, fails in its item. */
export function useChangedAnswers(simulator: TestSimulator) {
	const between = useBetween(simulator);
	const run = async (
		parameters: INodeParameters,
		items: IDataObject[] = [{}],
		options: RunOptions = {},
	) =>
		await certCentral(simulator, parameters, items, {
			credentials: credentialsThrough(simulator, between),
			onError: 'continueRegularOutput',
			...options,
		});
	const tell = async (parameters: INodeParameters, items?: IDataObject[]) =>
		jsons((await run(parameters, items)).outputs[0]);
	const buy = async (items: IDataObject[], form: INodeParameters = {}) =>
		await tell(orderParameters(form), items);
	return { between, run, tell, buy };
}
