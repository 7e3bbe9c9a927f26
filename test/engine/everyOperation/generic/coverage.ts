import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import type { OperationCase } from '../../../support/operations';
import type { Answer, ReceivedRequest } from '../../../support/receiver';
import { EXEMPT, TOGETHER } from './exempt';
import { inputOf, isFailed, run } from './run';
import type { Variant, Wanted } from './variants';
import { othersOf, variantsOf } from './variants';
import type { Strike, World } from './world';

/** What a run did that somebody can see. */
interface Trace {
	sent: string[];
	gave: string;
	refusal?: string;
}

interface Recorded {
	turn: number;
	form: INodeParameters;
	/** The same for another thing */
	other: INodeParameters;
	/** Answers by method and path, in their order. */
	answers: Map<string, Answer[]>;
}

const INPUT = { fromInput: 'kept' };

/** Fields that lead nowhere, and exemptions that are none. */
export async function coverageFaults(operation: OperationCase, world: World): Promise<string[]> {
	const recorded = await record(operation, world);
	const together = { ...TOGETHER.everywhere, ...TOGETHER[operation.name] };
	const forms = Object.entries(together).map(([prefix, more]) => ({ prefix, more }));
	const contextOf = (path: string) =>
		forms.find(({ prefix }) => path.startsWith(prefix))?.more ?? {};
	const wanted: Wanted = {
		required: true,
		// What must be there is not anything: that of another thing is known to be taken.
		valuesOf: (field, present) => [
			...(operation.spec.fields.includes(field) ? othersIn(recorded.other, field, present) : []),
			...othersOf(field, present),
		],
	};
	const { fields } = operation.spec;
	const paths = [...new Set(variantsOf(fields, recorded.form, wanted).map(({ path }) => path))];
	const faults = await Promise.all(
		paths.map(async (path) => {
			const form = { ...recorded.form, ...contextOf(path) };
			const variant = variantsOf(fields, form, wanted).find((one) => one.path === path);
			const leads = variant
				? await leadsSomewhere(operation, world, recorded, variant)
				: 'is not shown';
			return judged(operation.name, path, leads);
		}),
	);
	return [...faults.flat(), ...unknownExemptions(operation.name, paths)];
}

const othersIn = (form: INodeParameters, { name }: INodeProperties, present: unknown): unknown[] =>
	JSON.stringify(form[name] ?? present) === JSON.stringify(present) ? [] : [form[name]];

const exemptionOf = (name: string, path: string): string | undefined =>
	EXEMPT[name]?.[path] ?? EXEMPT.everywhere?.[path];

function judged(name: string, path: string, fault: string | undefined): string[] {
	const isExempt = exemptionOf(name, path) !== undefined;
	if (fault !== undefined && !isExempt) {
		return [
			`"${path}" ${fault}. If its effect shows only in a case of its own, add it with the reason to EXEMPT, or what it needs beside it to TOGETHER, in exempt.ts`,
		];
	}
	const isOwn = EXEMPT[name]?.[path] !== undefined;
	return fault === undefined && isOwn ? [`"${path}" leads somewhere: take it off EXEMPT`] : [];
}

const unknownExemptions = (name: string, paths: string[]): string[] =>
	Object.keys(EXEMPT[name] ?? {}).flatMap((path) =>
		paths.includes(path) ? [] : [`EXEMPT names "${path}", which the form does not have`],
	);

/** Once for real, so that every other run can be given the same answers. */
async function record(operation: OperationCase, world: World): Promise<Recorded> {
	const answers: Recorded['answers'] = new Map();
	const way = await world.open(undefined, (answer, request) => {
		answers.set(keyOf(request), [...(answers.get(keyOf(request)) ?? []), answer]);
		return answer;
	});
	const [turn = 0, next = 1] = world.turnsFor(operation, 2);
	const form = await operation.parameters(turn, world.known);
	const other = await operation.parameters(next, world.known);
	await run({ ...operation, parameters: async () => form }, { way, turns: [turn] });
	await way.close();
	return { turn, form, other, answers };
}

const keyOf = ({ method, url }: ReceivedRequest): string => `${method} ${url.split('?')[0]}`;

const UNKNOWN: Strike = {
	status: 404,
	body: { errors: [{ code: 'not_found|route', message: 'Unknown' }] },
};

async function traceOf(
	operation: OperationCase,
	world: World,
	{ answers }: Recorded,
	form: INodeParameters,
): Promise<Trace> {
	const left = new Map([...answers].map(([key, list]) => [key, [...list]]));
	const way = await world.open((request) => {
		const list = left.get(keyOf(request)) ?? [];
		const answer = list.length > 1 ? list.shift() : list[0];
		// What only this form reads is there; what only it writes is not carried out.
		return answer ?? (request.method === 'GET' ? undefined : UNKNOWN);
	});
	const ran = await run(
		{ ...operation, parameters: async () => form },
		{ way, turns: [0], items: [INPUT], onError: 'continueRegularOutput' },
	);
	await way.close();
	const items = (ran.returned ?? []).map((output) =>
		output.map((item) => [item.json, inputOf(item), Object.keys(item.binary ?? {})]),
	);
	const refused = (ran.returned ?? []).flat().find(isFailed);
	return {
		sent: [...new Set(way.received.map(wordsOf))].sort(),
		gave: JSON.stringify(items),
		...(refused ? { refusal: String(refused.json.error) } : {}),
	};
}

/** The origin is another one for each run, the address below it is not. */
const wordsOf = ({ method, url, headers, body }: ReceivedRequest): string =>
	`${method} ${url} ${headers.accept} ${headers['content-type']} ${body.toString('utf8')}`;

/** Undefined if one of the values shows in what is sent or given; else what happened instead. */
async function leadsSomewhere(
	operation: OperationCase,
	world: World,
	recorded: Recorded,
	{ without, others }: Variant,
): Promise<string | undefined> {
	const before = await traceOf(operation, world, recorded, without);
	let refusal: string | undefined;
	for (const form of others) {
		const after = await traceOf(operation, world, recorded, form);
		if (JSON.stringify(after.sent) !== JSON.stringify(before.sent) && after.sent.length > 0)
			return undefined;
		if (after.gave !== before.gave && after.refusal === undefined) return undefined;
		refusal ??= after.refusal;
	}
	return refusal === undefined ? 'leads nowhere' : `is refused whatever it holds: ${refusal}`;
}
