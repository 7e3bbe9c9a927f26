import { startOrderService } from '../../n8n/support/orders';
import { ordersOf } from '../../support/certCentral';
import { useOwnFleet } from '../../support/ownFleet';
import { forEachTest } from '../../support/use';
import { report, tableOf } from '../report';

/** A fleet, an account of its own for each test, and a table of what came of them. */
export function useTwoWorkers(heading: string, words: string) {
	const fleet = useOwnFleet(2);
	const simulator = forEachTest(startOrderService, async ({ stop }) => await stop());
	const rows: Record<string, string> = {};
	afterAll(() =>
		report(heading, [words, '', ...tableOf(rows, ['Two workers', 'What came of it'])]),
	);
	const booked = async () => await ordersOf(simulator);
	const bought = async () => (await booked()).map(({ commonName }) => commonName).sort();
	return { fleet, simulator, rows, booked, bought };
}
