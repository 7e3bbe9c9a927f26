import type { Call } from '../../../sandbox/simulator/calls';
import type { InvariantReport } from '../../../sandbox/simulator/invariants/report';
import {
	enrollmentThing,
	orderThing,
	replacementThing,
} from '../../../sandbox/simulator/invariants/paidCalls';
import type { TestSimulator } from '../../support/simulator';
import { booksOf } from './books';

interface Wanted {
	names: string[];
	/** Of them, those that have a certificate of each kind of key */
	dual?: string[];
	processEnds?: number[];
}

/** What the books and the log of calls break of what always holds. */
export async function brokenIn(
	simulator: TestSimulator,
	{ names, dual = [], processEnds = [] }: Wanted,
): Promise<string[]> {
	const { orders } = await booksOf(simulator, dual);
	const wanted = [
		...names.flatMap((name) => [enrollmentThing(name), orderThing(name)]),
		// The certificate of the other key.
		...orders.map(({ id }) => replacementThing(`/order/certificate/${id}/reissue`)),
	];
	const { data } = await simulator.sandbox.post<InvariantReport>('/invariants', {
		wanted,
		processEnds,
	});
	return data.broken.map(({ rule, text }) => `${rule}: ${text}`);
}

export const cpsCalls = ({ world }: TestSimulator, since = 0): Call[] =>
	world.calls.all().filter(({ api, seq }) => api === 'akamai' && seq > since);

/** Refused by the limit, and not by a fault that only says so. */
export const refusedByLimit = ({ world }: TestSimulator): string[] =>
	world.calls
		.all()
		.filter(({ status, faults }) => status === 429 && !faults.includes('tooManyRequests'))
		.map((call) => `${call.seq} ${textOf(call)}`);

const KINDS: Array<[RegExp, string]> = [
	[/\/cps\/v2\/enrollments$/, 'enrollments'],
	[/\/enrollments\/\d+$/, 'enrollment'],
	[/\/changes\/\d+$/, 'change'],
	[/third-party-csr$/, 'CSR'],
	[/third-party-cert-and-trust-chain$/, 'certificate'],
	[/-verification-warnings$/, 'warnings'],
	[/-verification-warnings-ack$/, 'acknowledgement of warnings'],
	[/change-management-info$/, 'what waits on staging'],
	[/change-management-ack$/, 'release'],
	[/\/deployments(\/\w+)?$/, 'deployments'],
	[/\/history\/\w+$/, 'history'],
	[/\/active-certificates$/, 'active certificates'],
];

const READS_CHANGE = /^GET .*\/changes\/\d+$/;
const READS_INPUT = /^GET .*\/input\/info\//;

const textOf = ({ method, path }: Call): string => `${method} ${path}`;

const enrollmentIn = ({ path }: Call): string | undefined => /\/enrollments\/(\d+)/.exec(path)?.[1];

/** A look whether the change has moved on: not the one that an answer to it begins with. */
function isPoll(call: Call, at: number, calls: Call[]): boolean {
	if (!READS_CHANGE.test(textOf(call))) return false;
	const [input, answer] = calls
		.slice(at + 1)
		.filter((one) => enrollmentIn(one) === enrollmentIn(call));
	return !(input && READS_INPUT.test(textOf(input)) && answer?.method === 'POST');
}

function kindOf(call: Call): string {
	const [, kind = call.path] = KINDS.find(([pattern]) => pattern.test(call.path)) ?? [];
	return `${call.method} ${kind}`;
}

export interface Counted {
	polls: number;
	/** All but those, by what they are about */
	byKind: Record<string, number>;
	besidesPolls: number;
}

export function counted(calls: Call[]): Counted {
	const others = calls.filter((call, at) => !isPoll(call, at, calls));
	const byKind: Record<string, number> = {};
	for (const call of others) byKind[kindOf(call)] = (byKind[kindOf(call)] ?? 0) + 1;
	return { polls: calls.length - others.length, byKind, besidesPolls: others.length };
}
