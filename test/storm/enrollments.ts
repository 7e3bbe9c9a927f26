import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	akamaiCps,
	akamaiCredential,
	byId,
	enrollmentParameters,
	enrollmentsOf,
} from '../support/cps';
import type { TestSimulator } from '../support/simulator';
import type { StormRun, Part } from './observe';
import { observe, without } from './observe';
import { VISIBLE_WITHIN } from './weather';

/** Defaults of the form: one enrollment in five minutes. */
const OPTIONS = { creationInterval: 300, visibleWithin: VISIBLE_WITHIN };
const CHECK: INodeParameters = {
	resource: 'change',
	operation: 'checkStatus',
	enrollmentId: byId('={{ $json.enrollmentId }}'),
	changeId: byId(''),
};

/** Enrollments at Akamai; then the status of their changes. */
export function enrollmentsPart(simulator: TestSimulator, storm: StormRun): Part {
	const names = Array.from({ length: storm.enrollments }, (_, at) => `edge-${at}.example.com`);
	const credentials = {
		akamaiEdgeGridApi: { ...akamaiCredential(simulator), pacing: 'documented' },
	};
	const create = enrollmentParameters(simulator, { options: OPTIONS });
	const run = async (parameters: INodeParameters, items: IDataObject[], cancelAfter?: number) =>
		await observe(
			simulator,
			storm,
			items,
			async (settings) =>
				await akamaiCps(simulator, parameters, items, { ...settings, credentials }),
			cancelAfter,
		);
	return {
		wanted: names.map((name) => `enrollment ${name}`),
		place: async (cancelAfter) =>
			await run(
				create,
				names.map((commonName) => ({ commonName })),
				cancelAfter,
			),
		follow: async () => [
			await run(
				CHECK,
				(await enrollmentsOf(simulator)).map(({ id }) => ({ enrollmentId: id })),
			),
		],
		missing: without('enrollmentId'),
	};
}
