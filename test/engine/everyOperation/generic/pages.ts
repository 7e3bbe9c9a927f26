import type { INodeParameters } from 'n8n-workflow';

import { asList, asObject, isObject, parseJson } from '../../../../nodes/shared/values';
import type { OperationCase } from '../../../support/operations';
import { isFailed, run } from './run';
import type { Change, World } from './world';

/** Fewer cannot be cut so that the last row of a page is the first of the next. */
const SHORTEST = 3;

/** What a list gives must not depend on how the service cuts it into pages. */
export async function pageFaults(operation: OperationCase, world: World): Promise<string[]> {
	if (!operation.spec.many) return [];
	const [turn = 0] = world.turnsFor(operation, 1);
	const all = await rowsOf(operation, world, turn, (answer) => answer);
	let isCut = false;
	let longest = 0;
	const cut = await rowsOf(operation, world, turn, (answer) => {
		const rows = pageIn(parseJson(String(answer.body)));
		if (!rows) return answer;
		longest = Math.max(longest, rows.length);
		if (rows.length < SHORTEST) return answer;
		isCut = true;
		return { ...answer, body: JSON.stringify(half(parseJson(String(answer.body)), rows)) };
	});
	if (!isCut && longest > 0) return [`only ${longest} rows are there: more belong to world.ts`];
	// Other operations may have made something meanwhile.
	const after = await rowsOf(operation, world, turn, (answer) => answer);
	return all <= cut && cut <= after
		? []
		: [`of ${all} items ${cut} are given where the pages are short`];
}

async function rowsOf(operation: OperationCase, world: World, turn: number, change: Change) {
	const way = await world.open(undefined, change);
	const whole: INodeParameters = operation.spec.fields.some(({ name }) => name === 'returnAll')
		? { returnAll: true }
		: {};
	const { returned = [] } = await run(operation, {
		way,
		turns: [turn],
		known: world.known,
		onError: 'continueRegularOutput',
		more: whole,
	});
	await way.close();
	return returned.flat().filter((item) => !isFailed(item)).length;
}

/** Rows of an answer that is a page, which may be shorter than was asked for. */
function pageIn(body: unknown): unknown[] | undefined {
	const { page, data } = asObject(body);
	const holder = isObject(page) ? asObject(body) : asObject(data);
	const isPaged = isObject(page) || 'totalCount' in holder;
	const list = Object.values(holder).find((value) => Array.isArray(value));
	return isPaged && list ? asList(list) : undefined;
}

/** The same answer with the first half of its rows. */
const half = (body: unknown, rows: unknown[]): unknown => {
	const kept = rows.slice(0, Math.max(2, Math.floor(rows.length / 2)));
	const text = JSON.stringify(body).replace(JSON.stringify(rows), () => JSON.stringify(kept));
	return parseJson(text);
};
