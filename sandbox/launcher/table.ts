import Table from 'cli-table3';
import type { HostOutcome } from './outcome';

const HEAD = ['Host', 'Lane', 'State', 'Order', 'Automation', 'Retries', 'Cause', 'Who acts'];
const WIDTHS = [30, 17, 13, 12, 12, 9, 40, 18];

export function tableOf(outcomes: HostOutcome[]): string {
	const table = new Table({
		head: HEAD,
		colWidths: WIDTHS,
		wordWrap: true,
		style: { head: [], border: [] },
	});
	for (const { host, lane, state, orderId, automationId, retries, cause, whoActs } of outcomes) {
		table.push([host, lane, state, orderId ?? '', automationId ?? '', retries, cause, whoActs]);
	}
	return table.toString();
}
