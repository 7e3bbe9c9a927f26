import type { IDataObject } from 'n8n-workflow';

import { DOCUMENTED_LIMITS, earliestMs } from '../../sandbox/simulator/limits';
import {
	byId,
	certCentral,
	jsons,
	orderOf,
	orderParameters,
	ordersOf,
} from '../support/certCentral';
import { withFastClock } from '../support/fastClock';
import { newCsr } from '../support/simulator';
import { useSimulator } from '../support/use';
import { report, tableOf } from './report';

/** What docs/scale.md counts with: calls a certificate, and how much of what is allowed is used. */

const ORDERS = 1_500;
/** 1,000 in 3 minutes */
const CALLS_A_DAY = 480_000;
const DAYS = 46;

const simulator = useSimulator({ limits: 'documented' });

const DONE = 0;
const check = {
	resource: 'order',
	operation: 'checkStatus',
	orderId: byId('={{ $json.orderId }}'),
};
const download = { resource: 'certificate', operation: 'download', downloadBy: 'order' };
const ofTheItem = { orderId: byId('={{ $json.orderId }}') };

/** Each node hands its items to the next, as on a canvas. */
async function placedCheckedAndDownloaded(orders: IDataObject[]): Promise<IDataObject[]> {
	let items = orders;
	for (const parameters of [orderParameters(), check, { ...download, ...ofTheItem }]) {
		const { outputs, error } = await certCentral(simulator, parameters, items);
		if (error) throw error;
		items = jsons(outputs[DONE]);
	}
	return items;
}

it(`${ORDERS} certificates are ordered, checked and downloaded at the documented rate, with three calls each`, async () => {
	const csr = await newCsr('shared.example.com');
	const names = Array.from({ length: ORDERS }, (_, at) => `instant-${at}.example.com`);
	const orders = await Promise.all(names.map(async (name) => await orderOf(name, { csr })));
	const certificates = await withFastClock(
		[simulator],
		async () => await placedCheckedAndDownloaded(orders),
	);

	const calls = simulator.world.calls.all();
	const took = (calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0);
	const each = calls.length / ORDERS;
	const aDay = CALLS_A_DAY / each;
	report('A day of one DigiCert key', [
		'Order, check, download, at the documented limits on an accelerated clock (`npx jest --selectProjects long -- long/scale`).',
		'',
		...tableOf(
			{
				Certificates: certificates.length,
				'Calls a certificate': each.toFixed(2),
				'Answered 429': calls.filter(({ status }) => status === 429).length,
			},
			['What', 'Measured'],
		),
	]);
	expect(certificates).toHaveLength(ORDERS);
	expect(await ordersOf(simulator)).toHaveLength(ORDERS);
	expect(each).toBeLessThan(3.1);
	expect(calls.filter(({ status }) => status === 429)).toEqual([]);
	expect(earliestMs(calls.length, DOCUMENTED_LIMITS.digicert) / took).toBeGreaterThan(0.95);
	// What docs/scale.md claims at its steepest: a million, each renewed every 46 days.
	expect(aDay * DAYS).toBeGreaterThan(1_000_000);
}, 1_800_000);
