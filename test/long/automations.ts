import type { IDataObject, OnError } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import {
	automationNode,
	automationsOf,
	host,
	itemOf,
	RENEW,
	startFleet,
} from '../support/automation';
import { credentialOf } from '../support/certCentral';
import type { NodeRunRecord, Violation } from '../support/invariants';
import { violationsOf } from '../support/invariants';
import type { TestSimulator } from '../support/simulator';
import { breakOut, observe, PACING, WINDOWS } from './observe';
import type { AutomationStorm } from './weather';

/** Longer than a new automation stays out of the lists, and until all orders are placed. */
const CLEAR_UP_MS = 600;
const UNTIL_OVER_SECONDS = 7200;

/**
 * Hosts are automated in bad weather and sent twice again in fine weather; then their status is
 * checked and what failed is retried, in bad weather again.
 */
export async function stormOfAutomations(
	storm: AutomationStorm,
	look: (simulator: TestSimulator) => void,
): Promise<Violation[]> {
	const { things, script, mode, interruption } = storm;
	const hosts = Array.from({ length: things }, (_, at) => host(at + 1, { script }));
	const fleet = await startFleet(hosts, { limits: { digicert: WINDOWS } });
	try {
		const runs: NodeRunRecord[] = [];
		const watched = async (
			operation: string,
			items: IDataObject[],
			{ repeats = false, cancelAfter }: { repeats?: boolean; cancelAfter?: number } = {},
		): Promise<NodeRunRecord> => {
			const run = await observe(
				fleet,
				items.length,
				async () =>
					await automationNode(fleet, operation, items, operation === 'createBulk' ? RENEW : {}, {
						onError: mode as OnError,
						credentials: { digiCertApi: { ...credentialOf(fleet), ...PACING } },
						...(cancelAfter === undefined ? {} : { cancelAfter }),
					}),
				repeats,
			);
			runs.push(run);
			return run;
		};
		const items = hosts.map(itemOf);

		await breakOut(fleet, storm.faults);
		await Promise.all([
			watched(
				'createBulk',
				items,
				interruption === 'stop' ? { cancelAfter: storm.stopAfterMs } : {},
			),
			...(interruption === 'twice' ? [watched('createBulk', items)] : []),
		]);
		await fleet.sandbox.delete('/faults');
		await sleep(CLEAR_UP_MS);
		await watched('createBulk', items);
		await watched('createBulk', items, { repeats: true });

		await fleet.advance(UNTIL_OVER_SECONDS);
		await breakOut(fleet, storm.faults);
		const checked = await watched('checkStatus', items);
		const failed = checked.items.flatMap(({ json }) => (json.retryable === true ? [json] : []));
		if (failed.length > 0) await watched('retryBulk', failed);
		await fleet.sandbox.delete('/faults');
		await fleet.advance(UNTIL_OVER_SECONDS);
		await watched('checkStatus', items);
		look(fleet);

		const { data } = await fleet.sandbox.get('/books');
		const paid = new Map<number, string>(
			data.digicert.orders.map(({ id, commonName }: { id: number; commonName: string }) => [
				id,
				commonName,
			]),
		);
		const booked = Object.values(await automationsOf(fleet)).flat();
		const books = booked.flatMap(({ automationId, orderId }) =>
			orderId === undefined
				? []
				: [{ id: orderId, name: paid.get(orderId) ?? '', shownBy: { automationId } }],
		);
		const unbooked = [...paid.keys()].filter((id) => !books.some((book) => book.id === id));
		return [
			...violationsOf({
				books,
				calls: fleet.world.calls.all(),
				runs,
				wanted: hosts.map(({ commonName }) => commonName),
				windows: WINDOWS,
				secrets: [fleet.keys.digicertApiKey, fleet.secrets.agent, fleet.secrets.sensor],
			}),
			...unbooked.map(
				(id): Violation => ({
					invariant: 'boughtOnce',
					text: `order ${id} belongs to no automation`,
				}),
			),
		];
	} finally {
		await fleet.stop();
	}
}
