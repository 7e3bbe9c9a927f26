import type { Call } from '../calls';

interface PaidCall {
	/** What it would buy, one text each */
	things: string[];
	/** Two calls with one of these in common ask for the same */
	contents: string[];
	/** Where a client looks whether it has bought that already; none if the service itself refuses a second one */
	lookUp?: RegExp;
}

type Body = Record<string, unknown>;

interface PaidRoute {
	path: RegExp;
	lookUp: RegExp;
	/** With this in its query a call may be repeated: the service refuses a second one. */
	isRefusedTwice?(query: string): boolean;
	things(body: Body, path: string): string[];
	/** What tells two orders of one thing apart */
	detail?(body: Body): unknown;
}

const object = (value: unknown): Body =>
	typeof value === 'object' && value !== null ? (value as Body) : {};

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const orderThing = (commonName: unknown): string => `order ${String(commonName)}`;

export const enrollmentThing = (commonName: unknown): string => `enrollment ${String(commonName)}`;

/** Only names that share an IP and port (SNI) are told apart by their domain name. */
export function hostThing(host: object): string {
	const { ip, port, domainName } = host as Body;
	const name = typeof domainName === 'string' && domainName !== '' ? ` ${domainName}` : '';
	return `host ${String(ip)}:${String(port)}${name}`;
}

/** `reissue of order 81400001` */
export function replacementThing(path: string): string {
	const [, order = '', kind = ''] = REPLACEMENT.exec(path) ?? [];
	return `${kind} of order ${order}`;
}

const REPLACEMENT = /\/order\/certificate\/(\d+)\/(reissue|duplicate)$/;

const HOST_LOOK_UP = /\/automatedips\/list$/;

/** The calls that place paid orders, and the one that opens an enrollment at Akamai. */
const ROUTES: PaidRoute[] = [
	{
		path: /\/order\/certificate\/[a-z_]+$/,
		lookUp: /\/order\/certificate(\/\d+)?$/,
		things: ({ certificate }) => [orderThing(object(certificate).common_name)],
		detail: ({ certificate }) => object(certificate).csr,
	},
	{
		path: REPLACEMENT,
		lookUp: REPLACEMENT,
		things: (_body, path) => [replacementThing(path)],
		detail: ({ certificate }) => JSON.stringify(certificate),
	},
	{
		path: /\/automation\/createAutomation\/bulk$/,
		lookUp: HOST_LOOK_UP,
		things: ({ ipPortsToAutomate }) => list(ipPortsToAutomate).map((one) => hostThing(object(one))),
	},
	{
		path: /\/automation\/createAutomation$/,
		lookUp: HOST_LOOK_UP,
		things: ({ automationActionType, serverDetails }) =>
			String(automationActionType).endsWith('DUPLICATE') ? [] : [hostThing(object(serverDetails))],
	},
	{
		path: /\/cps\/v2\/enrollments$/,
		lookUp: /\/cps\/v2\/enrollments(\/\d+)?$/,
		// CPS answers 409 to a common name that exists.
		isRefusedTwice: (query) => !query.includes('allow-duplicate-cn=true'),
		things: ({ csr }) => [enrollmentThing(object(csr).cn)],
	},
];

function bodyOf(text: string): Body {
	try {
		return object(JSON.parse(text));
	} catch {
		return {};
	}
}

/** What a call would buy; undefined for a call that costs nothing. */
export function paidCall({ method, path, query, body }: Call): PaidCall | undefined {
	const route = method === 'POST' ? ROUTES.find((one) => one.path.test(path)) : undefined;
	if (!route) return undefined;
	const sent = bodyOf(body);
	const things = route.things(sent, path);
	const contents = things.map((thing) => `${thing} ${String(route.detail?.(sent) ?? '')}`);
	if (things.length === 0) return undefined;
	const lookUp = route.isRefusedTwice?.(query) ? undefined : route.lookUp;
	return { things, contents, lookUp };
}

/** CPS itself tells by 409 that an enrollment exists, so a client may ask for it in this way. */
export const isAnsweredByConflict = ({ api, status }: Call): boolean =>
	api === 'akamai' && status === 409;

/** A refusal that never arrived, or that was none. */
const UNPROVEN = ['connectionCut', 'stalledAnswer', 'refusedButDone'];

/**
 * A refusal that reached the caller proves that nothing was bought: 4xx, but for 408, and the
 * errors that Automation puts inside an answer of HTTP 200.
 */
export function wasRefused({ status = 0, faults }: Call): boolean {
	const proves = !UNPROVEN.some((name) => faults.includes(name));
	const refused = status >= 400 && status < 500 && status !== 408;
	return (proves && refused) || faults.join() === 'errorsInside200';
}

/** Look-ups of all kinds. */
export const LOOK_UPS = [...new Set(ROUTES.map(({ lookUp }) => lookUp))];
