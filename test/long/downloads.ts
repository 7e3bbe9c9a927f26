import { X509Certificate } from 'node:crypto';

import { byId, certCentral, orderOf, placed } from '../support/certCentral';
import type { Violation } from '../support/invariants';
import { violationsOf } from '../support/invariants';
import type { TestSimulator } from '../support/simulator';
import { breakOut, observe } from './observe';
import type { DownloadStorm } from './weather';

const plain = (serial: string): string => serial.replace(/^0+|[\s:]/g, '').toUpperCase();

/** Whatever comes over the wire, an item holds the certificate of its order, or an error. */
export async function stormOfDownloads(
	simulator: TestSimulator,
	{ things, faults }: DownloadStorm,
): Promise<Violation[]> {
	const names = Array.from({ length: things }, (_, at) => `instant-${at}.example.com`);
	const ids = await placed(
		simulator,
		await Promise.all(names.map(async (name) => await orderOf(name))),
	);
	await breakOut(simulator, faults);
	const parameters = {
		resource: 'certificate',
		operation: 'download',
		downloadBy: 'order',
		orderId: byId('={{ $json.orderId }}'),
		format: 'pem_all',
	};
	const run = await observe(
		simulator,
		ids.length,
		async () =>
			await certCentral(
				simulator,
				parameters,
				ids.map((orderId) => ({ orderId })),
				{
					onError: 'continueRegularOutput',
				},
			),
	);
	const { data } = await simulator.sandbox.get('/books');
	const serials = new Map<number, string>(
		data.digicert.orders.map(({ id, serialNumber }: { id: number; serialNumber: string }) => [
			id,
			plain(serialNumber),
		]),
	);
	const wrong = run.items.filter(
		({ json: { certificate, orderId } }) =>
			typeof certificate === 'string' &&
			plain(new X509Certificate(certificate).serialNumber) !== serials.get(Number(orderId)),
	);
	return [
		...violationsOf({
			books: [],
			calls: simulator.world.calls.all(),
			runs: [run],
			wanted: names,
			windows: [],
			secrets: [simulator.keys.digicertApiKey],
		}),
		...wrong.map(
			({ json }): Violation => ({
				invariant: 'accounted',
				text: `order ${json.orderId} has the certificate of another one`,
			}),
		),
	];
}
