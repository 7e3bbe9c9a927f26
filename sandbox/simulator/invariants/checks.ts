import type { Call } from '../calls';
import type { Bucket, Window } from '../limits';
import type { Evidence, Invariant, NodeRunRecord, Paid, Violation } from './evidence';
import { bucketOf } from '../limits';
import { isAnsweredByConflict, LOOK_UPS, paidCall, wasRefused } from './paidCalls';

type Finding = Omit<Violation, 'invariant'>;

const finding = (text: string, calls: Call[] = []): Finding => ({
	text,
	calls: calls.map(({ seq }) => seq),
});

const asksFor = (thing: string) => (call: Call) => paidCall(call)?.things.includes(thing) ?? false;

function boughtOnce({ paid, calls, wanted }: Evidence): Finding[] {
	const newest = new Map<string, Paid>();
	const findings: Finding[] = [];
	for (const one of paid) {
		const { id, thing, sameAs, boughtAt } = one;
		const shown = calls.filter(asksFor(thing));
		const earlier = newest.get(sameAs);
		if (earlier && boughtAt < (earlier.overAt ?? Infinity)) {
			findings.push(finding(`${thing} was bought as ${earlier.id} and again as ${id}`, shown));
		}
		if (wanted && !wanted.includes(thing)) {
			findings.push(finding(`${thing} was bought as ${id}, and nobody wanted it`, shown));
		}
		newest.set(sameAs, one);
	}
	return findings;
}

function shows(item: Record<string, unknown>, fields: Record<string, unknown>): boolean {
	const details = item.details as { ids?: Record<string, unknown> } | undefined;
	return [item, details?.ids ?? {}].some((place) =>
		Object.entries(fields).every(([name, value]) => place[name] === value),
	);
}

function nothingLost({ paid, calls, runs }: Evidence): Finding[] {
	if (!runs) return [];
	const isTold = ({ shownBy }: Paid) => {
		const inText = Object.values(shownBy).map((value) => new RegExp(`\\b${String(value)}\\b`));
		return runs.some(
			({ items, error = '' }) =>
				items.some(({ json }) => shows(json, shownBy)) || inText.every((id) => id.test(error)),
		);
	};
	return paid
		.filter((one) => !isTold(one))
		.map(({ id, thing }) => finding(`${id} (${thing}) is lost`, calls.filter(asksFor(thing))));
}

function lookedUp({ calls }: Evidence): Finding[] {
	const findings: Finding[] = [];
	const open = new Map<string, Call>();
	const lookUps = new Map<RegExp, number>();
	for (const call of calls) {
		const paid = paidCall(call);
		if (!paid) {
			for (const lookUp of LOOK_UPS) if (lookUp.test(call.path)) lookUps.set(lookUp, call.seq);
			continue;
		}
		paid.contents.forEach((content, at) => {
			const earlier = open.get(content);
			if (earlier && paid.lookUp && (lookUps.get(paid.lookUp) ?? 0) < earlier.seq) {
				findings.push(finding(`${paid.things[at]} is sent again blindly`, [earlier, call]));
			}
			if (wasRefused(call)) open.delete(content);
			else open.set(content, call);
		});
	}
	return findings;
}

function limitsKept({ calls, windows, processEnds = [] }: Evidence): Finding[] {
	const groups = new Map<string, Call[]>();
	for (const call of calls) {
		const life = processEnds.filter((end) => end < call.seq).length;
		const key = `${bucketOf(call)} ${call.identity} ${life}`;
		groups.set(key, [...(groups.get(key) ?? []), call]);
	}
	return [...groups].flatMap(([key, group]) => {
		const bucket = key.split(' ')[0] as Bucket;
		return (windows[bucket] ?? []).flatMap((window) => exceeded(group, window));
	});
}

/** Arrival times are whole milliseconds. */
const ROUNDING_MS = 1;

function exceeded(calls: Call[], { requests, perMs }: Window): Finding[] {
	const first = calls.findIndex((from, index) => {
		const beyond = calls[index + requests];
		return beyond !== undefined && beyond.at - from.at < perMs - ROUNDING_MS;
	});
	if (first < 0) return [];
	const text = `more than ${requests} calls in ${perMs} ms`;
	return [finding(text, calls.slice(first, first + requests + 1))];
}

function accounted({ runs = [] }: Evidence): Finding[] {
	return runs.flatMap(({ inputs, items, error }, run) => {
		if (error !== undefined) {
			return items.length === 0
				? []
				: [finding(`run ${run} failed and gave ${items.length} items`)];
		}
		const counts = new Array<number>(inputs).fill(0);
		const strays = items.filter(({ input }) => input === undefined || input >= inputs);
		for (const { input = -1 } of items)
			if (input in counts) counts[input] = (counts[input] ?? 0) + 1;
		return [
			...counts.flatMap((count, input) =>
				count === 1 ? [] : [finding(`run ${run}: input ${input} has ${count} items`)],
			),
			...strays.map(() => finding(`run ${run}: an item is linked to no input`)),
		];
	});
}

function quietRepeat({ calls, runs = [] }: Evidence): Finding[] {
	const within = ({ since, until }: NodeRunRecord, { seq }: Call) => seq > since && seq <= until;
	const repeats = runs.filter(({ repeats: isRepeat }) => isRepeat);
	return calls
		.filter((call) => repeats.some((run) => within(run, call)))
		.filter((call) => paidCall(call) && !isAnsweredByConflict(call))
		.map((call) => finding(`writes again: ${call.method} ${call.path}`, [call]));
}

function documented({ calls }: Evidence): Finding[] {
	return calls
		.filter(({ undocumented = [] }) => undocumented.length > 0)
		.map((call) =>
			finding(`${call.method} ${call.path} has ${call.undocumented?.join(', ')}`, [call]),
		);
}

function secrets({ calls, runs = [], keys, secrets: others = [] }: Evidence): Finding[] {
	const contains = (text: string, marks: string[]) => marks.some((mark) => text.includes(mark));
	return [
		...calls
			.filter(({ path, query, body }) => contains(path + query + body, keys))
			.map((call) => finding(`a key is in the URL or body of ${call.method} ${call.path}`, [call])),
		...runs.flatMap(({ items, error = '' }, run) =>
			contains(JSON.stringify(items) + error, [...keys, ...others])
				? [finding(`a secret is shown by run ${run}`)]
				: [],
		),
	];
}

const CHECKS: Record<Invariant, (evidence: Evidence) => Finding[]> = {
	boughtOnce,
	nothingLost,
	lookedUp,
	limitsKept,
	accounted,
	quietRepeat,
	documented,
	secrets,
};

/** Every invariant that does not hold, with what shows it. */
export function violationsOf(evidence: Evidence): Violation[] {
	return Object.entries(CHECKS).flatMap(([invariant, check]) =>
		check(evidence).map((found) => ({ invariant: invariant as Invariant, ...found })),
	);
}
