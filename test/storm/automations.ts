import type { IDataObject } from 'n8n-workflow';

import { automationCounts, automationNode, host, itemOf, RENEW } from '../support/automation';
import type { TestSimulator } from '../support/simulator';
import type { StormRun, Part } from './observe';
import { observe } from './observe';
import type { Storm } from './weather';

/** Until all phases of an automation are over, retries included. */
const UNTIL_OVER_SECONDS = 7200;

export const fleetOf = ({ hosts, script }: Storm) =>
	Array.from({ length: hosts }, (_, at) => host(at + 1, { script }));

const keyOf = ({ ip, port }: Record<string, unknown>) => `${String(ip)}:${String(port)}`;

/** Hosts sent in bulk; then their status, and what failed is retried. */
export function automationsPart(simulator: TestSimulator, storm: StormRun): Part {
	const hosts = fleetOf(storm);
	const sent = hosts.map(itemOf);
	const run = async (operation: string, items: IDataObject[], cancelAfter?: number) => {
		const parameters = operation === 'createBulk' ? RENEW : {};
		return await observe(
			simulator,
			storm,
			items,
			async (settings) => await automationNode(simulator, operation, items, parameters, settings),
			cancelAfter,
		);
	};
	return {
		wanted: hosts.map(({ ip, port }) => `host ${ip}:${port}`),
		place: async (cancelAfter) => await run('createBulk', sent, cancelAfter),
		follow: async () => {
			await simulator.advance(UNTIL_OVER_SECONDS);
			const checked = await run('checkStatus', sent);
			const failed = checked.items.flatMap(({ json }) =>
				json.retryable === true ? [json as IDataObject] : [],
			);
			return [checked, ...(failed.length > 0 ? [await run('retryBulk', failed)] : [])];
		},
		// A host whose outcome is unclear is not sent again: its status tells.
		missing: async ({ items, error }) => {
			const sentTo = await automationCounts(simulator);
			const fooled = items.filter(
				({ json }) =>
					json.unclear !== true && json.error === undefined && sentTo[keyOf(json)] === 0,
			);
			return [
				...(error === undefined ? [] : [error]),
				...fooled.map(({ json }) => `${keyOf(json)} was never sent: ${JSON.stringify(json)}`),
			];
		},
	};
}
