import type { CheckSample } from './jobs/bulkCheck';
import type { Bought, LossSample } from './jobs/losses';
import type { RateSample } from './jobs/rate';
import type { Sample } from './measure';

interface Row {
	node: string;
	ours: boolean;
	items: number;
	/** Items with an answer; the rest failed */
	answered: number;
	error?: string;
}

export interface CostRow extends Row {
	msPerItem: number;
	cpuMsPerItem: number;
	peakMib: number;
	/** Peak above the warm process, shared out */
	peakKibPerItem: number;
	/** Still in use when the output is there, shared out */
	heldKibPerItem: number;
	connections: number;
}

export interface RateRow extends Row {
	seconds: number;
	calls: number;
	refused: number;
	/** In which the limits let so many calls through */
	shortestSeconds: number;
	share: number;
}

interface RunRow {
	bought: number;
	ids: number;
	orders: number;
	lists: number;
	details: number;
}

export interface LossRow {
	node: string;
	ours: boolean;
	rate: number;
	items: number;
	first: RunRow;
	again: RunRow;
}

export interface CheckRow extends Row {
	what: string;
	calls: number;
	most: number;
	seconds: number;
}

export interface Results {
	command: string;
	node: string;
	n8n: string;
	/** CSRs with RSA keys of 2,048 bits, what most tools make by default */
	orders: CostRow[];
	ordersP256: CostRow[];
	memory: CostRow[];
	rate: RateRow[];
	/** Of many executions at once */
	together: RateRow[];
	losses: LossRow[];
	bulkChecks: CheckRow[];
}

const KIB = 1024;
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

const rowOf = ({ node, ours, items, measured: { answered, error } }: Sample): Row => ({
	node,
	ours,
	items,
	answered,
	...(error === undefined ? {} : { error }),
});

export const costRow = (sample: Sample): CostRow => {
	const { items, connections, measured } = sample;
	return {
		...rowOf(sample),
		msPerItem: round((measured.seconds * 1000) / items),
		cpuMsPerItem: round(measured.cpuMs / items),
		peakMib: round(measured.peakBytes / KIB / KIB, 1),
		peakKibPerItem: round(measured.peakBytes / KIB / items),
		heldKibPerItem: round(measured.heldBytes / KIB / items),
		connections,
	};
};

export const rateRow = (sample: RateSample): RateRow => ({
	...rowOf(sample),
	seconds: round(sample.measured.seconds, 1),
	calls: sample.calls.length,
	refused: sample.refused,
	shortestSeconds: round(sample.shortestMs / 1000, 1),
	share: round(sample.share, 4),
});

function runRow({ sample: { calls }, bought, ids }: Bought): RunRow {
	const reads = calls.filter(({ method }) => method === 'GET');
	return {
		bought,
		ids,
		orders: calls.filter(({ method }) => method === 'POST').length,
		lists: reads.filter(({ path }) => path.endsWith('/order/certificate')).length,
		details: reads.filter(({ path }) => /\/order\/certificate\/\d+$/.test(path)).length,
	};
}

export const lossRow = ({ first, again, ...row }: LossSample): LossRow => ({
	...row,
	first: runRow(first),
	again: runRow(again),
});

export const checkRow = (sample: CheckSample): CheckRow => ({
	...rowOf(sample),
	what: sample.what,
	calls: sample.calls.length,
	most: sample.most,
	seconds: round(sample.measured.seconds, 1),
});
