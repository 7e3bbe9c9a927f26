import Table from 'cli-table3';

import { ROUNDS } from './jobs/orders';
import { EXECUTIONS } from './jobs/together';
import type { CheckRow, CostRow, LossRow, RateRow, Results } from './results';
import { targetsOf } from './targets';

type Cell = string | number;

interface Sheet {
	title: string;
	words: string;
	head: string[];
	rows: Cell[][];
}

const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;

const answered = ({ answered: count, items }: { answered: number; items: number }): string =>
	count === items ? String(count) : `${count} of ${items}`;

const COST_HEAD = [
	'Node',
	'Items',
	'Answered',
	'Time an item, ms',
	'CPU an item, ms',
	'Peak memory, MiB',
	'Peak an item, KiB',
	'Held an item, KiB',
	'Connections',
];

const costCells = (row: CostRow): Cell[] => [
	row.node,
	row.items,
	answered(row),
	row.msPerItem,
	row.cpuMsPerItem,
	row.peakMib,
	row.peakKibPerItem,
	row.heldKibPerItem,
	row.connections,
];

const costSheet = (title: string, words: string, rows: CostRow[]): Sheet => ({
	title,
	words,
	head: COST_HEAD,
	rows: rows.map(costCells),
});

const targetSheet = (results: Results): Sheet => ({
	title: 'Targets',
	words:
		"*Own CPU time* is what the node needs above the same calls without it: by n8n's HTTP helper alone, which every node in n8n calls through and which opens a connection for each call, and by the bare loop. What Order > Create adds is reading the CSR and checking its signature (about 0.1 ms), the look-up, the note and the limiter; the HTTP Request node has none of them. Beside the HTTP Request node always means the cheapest way of it that did the whole job.",
	head: ['What', 'Target', 'Measured', ''],
	rows: targetsOf(results).map(({ what, target, measured, met }) => [
		what,
		target,
		measured,
		met ? 'met' : 'NOT MET',
	]),
});

const RATE_HEAD = [
	'Node',
	'Orders',
	'Answered',
	'Calls',
	'Answered 429',
	'Seconds',
	'At least',
	'Of the allowed rate',
];

const rateSheet = (title: string, words: string, rows: RateRow[]): Sheet => ({
	title,
	words,
	head: RATE_HEAD,
	rows: rows.map((row) => [
		row.node,
		row.items,
		answered(row),
		row.calls,
		row.refused,
		row.seconds,
		row.shortestSeconds,
		row.answered < row.items ? 'job not done' : percent(row.share, 1),
	]),
});

const lossSheet = (rows: LossRow[]): Sheet => ({
	title: 'Lost answers',
	words:
		'The connection is cut after the order was accepted, for the given share of the calls of Order SSL. The second run has the same items in a new process, and all answers arrive. n8n repeats a node as a whole: one lost answer among the items, and each try orders every item again. In the *Continue* mode it repeats only if the first item failed; then what got lost stays lost.',
	head: [
		'Node',
		'Answers lost',
		'Names',
		'Bought',
		'Duplicates',
		'Ids on items',
		'Ids lost',
		'Order / list / details calls',
		'Bought by a second run',
		'Ids after it',
	],
	rows: rows.map(({ node, rate, items, first, again }) => [
		node,
		percent(rate),
		items,
		first.bought,
		first.bought - items,
		first.ids,
		first.bought - first.ids,
		`${first.orders} / ${first.lists} / ${first.details}`,
		again.bought,
		again.ids,
	]),
});

const checkSheet = (rows: CheckRow[]): Sheet => ({
	title: 'Bulk checks',
	words:
		'The state of many orders, and of many renewals by automation, one in fifty of which failed or needs action. *At most*: the pages of the list, and one call for each of those. A page begins with the last row of the one before, so that a list that moves is noticed; of automations it has no total, and one page more shows that nothing follows. A host that was enrolled, not renewed, costs a call of its own: the list calls it CONFIGURED and does not tell whether the installation succeeded.',
	head: ['Node', 'Checked', 'Answered', 'Calls', 'At most', 'Seconds'],
	rows: rows.map((row) => [
		row.node,
		`${row.items} ${row.what}`,
		answered(row),
		row.calls,
		row.ours ? row.most : '',
		row.seconds,
	]),
});

const sheets = (results: Results): Sheet[] => [
	targetSheet(results),
	costSheet(
		'Orders',
		`Distinct orders without limits or faults, CSRs with RSA keys of 2,048 bits (what most tools make by default), ${ROUNDS} times in turn; of each the run that took the least CPU time, since whatever else the machine does only adds to it.`,
		results.orders,
	),
	costSheet(
		'Orders with P-256 keys',
		'The same with CSRs whose keys are on the elliptic curve P-256: their signatures are shorter, and take longer to check.',
		results.ordersP256,
	),
	costSheet(
		'Memory',
		'Reads of one order (Order info), its whole answer on each item. From 20,000 items on the HTTP Request node without batches would open more connections at once than a host has ports for.',
		results.memory,
	),
	rateSheet(
		'Rate',
		'The documented limits (100 calls in 5 s, 1,000 in 3 minutes, rolling), no faults; in the last two rows the service takes three seconds for each answer. *At least*: the seconds in which the limits let so many calls through; *of the allowed rate*: the same as a share of the time from the first call to the last. The look-ups before the first order are calls, too, so the last orders of 1,000 wait for the second window.',
		results.rate,
	),
	rateSheet(
		'Many executions at once',
		`${EXECUTIONS} executions of one workflow begin together and share the orders and the key, whose limit is 60 calls a minute here: most orders wait longer for their turn than the look-up before them holds, and are looked up again. What keeps the limit with n8n's own means has to know how many executions there will be.`,
		results.together,
	),
	lossSheet(results.losses),
	checkSheet(results.bulkChecks),
];

function printedSheet({ title, head, rows }: Sheet): string {
	const table = new Table({ head, wordWrap: true, style: { head: [], border: [] } });
	table.push(...rows);
	return `${title}\n${table.toString()}`;
}

function markdown({ title, words, head, rows }: Sheet): string {
	const line = (cells: Cell[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
	return [`## ${title}`, words, [line(head), line(rule), ...rows.map(line)].join('\n')].join(
		'\n\n',
	);
}

export const printed = (results: Results): string => sheets(results).map(printedSheet).join('\n\n');

export const page = (results: Results): string => `# Bench

Our packed nodes, n8n's HTTP Request node and a bare loop over a keep-alive HTTP client, those of a table one after the other in one run: each in a process of its own, warmed up, in the engine of n8n ${results.n8n} under Node ${results.node}, against the simulator in another process. The loop has as many calls under way as our nodes. CPU time and memory are those of the process between handing over the items and having the output; *peak* is above what the warm process held, *held* is what the heap keeps of the finished run. n8n's processed-data store is kept in memory here, by the rules of n8n's own. Times depend on the machine, ratios less. Reproduce with

\`\`\`sh
${results.command}
\`\`\`

${sheets(results).map(markdown).join('\n\n')}
`;
