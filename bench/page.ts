import Table from 'cli-table3';

import type { BoughtOnce } from './boughtOnce';
import type { Throughput } from './throughput';

type Cell = string | number;

interface Sheet {
	head: string[];
	rows: Cell[][];
}

const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;

export const lossSheet = (results: BoughtOnce[]): Sheet => ({
	head: [
		'Node',
		'Answers lost',
		'Names',
		'Bought',
		'Ids on items',
		'Order / list / details calls',
		'Bought by a second run',
		'Ids after it',
	],
	rows: results.map(({ node, rate, items, first, again }) => [
		node,
		percent(rate),
		items,
		first.bought,
		first.ids,
		`${first.orders} / ${first.lists} / ${first.details}`,
		again.bought,
		again.ids,
	]),
});

export const throughputSheet = (results: Throughput[]): Sheet => ({
	head: ['Node', 'Names', 'Bought', 'Ids on items', 'Calls', 'Answered 429', 'Of the allowed rate'],
	rows: results.map(({ node, items, result, share }) => [
		node,
		items,
		result.bought,
		result.ids,
		result.calls.length,
		`${result.refused} (${percent(result.refused / result.calls.length)})`,
		result.failed || result.bought < items ? 'job not done' : percent(share, 1),
	]),
});

export function printed({ head, rows }: Sheet): string {
	const table = new Table({ head, wordWrap: true, style: { head: [], border: [] } });
	table.push(...rows);
	return table.toString();
}

function markdown({ head, rows }: Sheet): string {
	const line = (cells: Cell[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
	return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export const page = (
	command: string,
	seed: number,
	losses: Sheet,
	throughput: Sheet | undefined,
): string => `# Bench

Measured in a real n8n 2.41 with the packed nodes, against the simulator; all rows of a table in one run, one after the other, each with an account of its own. Counted from the books and the call log of the simulator, and from the items in n8n's execution data. Reproduce with

\`\`\`sh
${command}
\`\`\`

## Lost answers

The connection is cut after the order was accepted, seed ${seed}, for the given share of the calls of Order SSL. Limits are off on both sides. *Retry On Fail* is set to 5 tries. The second run has the same items, and all answers arrive.

${markdown(losses)}

n8n repeats a node as a whole: one lost answer among the items, and each try orders every item again. In the *Continue* mode it repeats only if the first item failed; then what got lost stays lost.
${
	throughput
		? `
## Rate

The documented limits (100 calls in 5 s, 1,000 in 3 minutes, rolling), no faults. *Of the allowed rate*: the shortest time in which the limits let so many calls through, as a share of the time taken, first to last.

${markdown(throughput)}
`
		: ''
}`;
