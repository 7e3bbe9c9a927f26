import Table from 'cli-table3';
import type { HostOutcome } from './outcome';

const HEAD = ['Host', 'Lane', 'State', 'Order', 'Automation', 'Rounds', 'Cause', 'Who acts'];
const WIDTHS = [30, 17, 13, 12, 12, 8, 40, 18];

export function tableOf(outcomes: HostOutcome[]): string {
	const table = new Table({
		head: HEAD,
		colWidths: WIDTHS,
		wordWrap: true,
		style: { head: [], border: [] },
	});
	for (const { host, lane, state, orderId, automationId, rounds, cause, whoActs } of outcomes) {
		table.push([host, lane, state, orderId ?? '', automationId ?? '', rounds, cause, whoActs]);
	}
	return table.toString();
}
