import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, certCentral, orderParameters, ordersOf } from '../support/certCentral';
import type { TestSimulator } from '../support/simulator';
import type { StormRun, Part } from './observe';
import { observe, without } from './observe';
import { VISIBLE_WITHIN } from './weather';

const CREATE = orderParameters({ options: { visibleWithin: VISIBLE_WITHIN } });
const ON_ORDER = { orderId: byId('={{ $json.orderId }}') };
const CHECK: INodeParameters = { resource: 'order', operation: 'checkStatus', ...ON_ORDER };
const DOWNLOAD: INodeParameters = {
	resource: 'certificate',
	operation: 'download',
	downloadBy: 'order',
	format: 'pem_all',
	...ON_ORDER,
};

/** Every second order is issued at once. */
export const orderName = (at: number): string =>
	at % 2 === 0 ? `order-${at}.example.com` : `instant-${at}.example.com`;

/** Orders, of which some are the same; then their status, and their certificates. */
export function ordersPart(simulator: TestSimulator, storm: StormRun, csrs: string[]): Part {
	const { orders, twins } = storm;
	const distinct = Array.from({ length: orders }, (_, at) => ({
		commonName: orderName(at),
		csr: csrs[at],
	}));
	const items: IDataObject[] = [...distinct, ...distinct.slice(0, twins)];
	const run = async (parameters: INodeParameters, input: IDataObject[], cancelAfter?: number) =>
		await observe(
			simulator,
			storm,
			input,
			async (settings) => await certCentral(simulator, parameters, input, settings),
			cancelAfter,
		);
	return {
		wanted: distinct.map(({ commonName }) => `order ${commonName}`),
		place: async (cancelAfter) => await run(CREATE, items, cancelAfter),
		follow: async () => {
			const known = (await ordersOf(simulator)).map(({ id }) => ({ orderId: id }));
			return [await run(CHECK, known), await run(DOWNLOAD, known)];
		},
		missing: without('orderId'),
	};
}
