import { Failure } from '../../shared/failure';
import type { Answer, Meaning } from '../../shared/http/exchange';
import { isRefusal } from '../../shared/http/exchange';
import { asNumber, asText, isEmpty, isObject, parseJson } from '../../shared/values';
import { knownProblem } from './errors';

interface Refused {
	path: string;
	meaning: Meaning;
	/** The item names an account of its own, so a missing right concerns only that one. */
	ownAccount: boolean;
}

const LONGEST_QUOTE = 300;
/** More than any problem says; what comes behind it no pattern has to look at. */
const LONGEST_TEXT = 5000;
const [TYPE, TITLE, DETAIL, SOURCE] = ['type=', 'title=', ', detail=', ', source='] as const;

/** A refusal in words: problem+json of gateway and CPS, CPS's plain text, or no body at all. */
export function problemOf(answer: Answer, { path, meaning, ownAccount }: Refused): Failure {
	const body = parseJson(answer.text);
	const { type, said } = isObject(body)
		? { type: asText(body.type) ?? '', said: spoken(asText(body.title), asText(body.detail)) }
		: { type: plainType(answer.text), said: plainText(answer.text) };
	const slug = /(?:\/-\/|\/error-types\/)(.+)$/.exec(type.slice(0, LONGEST_QUOTE))?.[1];
	const codes = [...(slug ? [slug] : []), String(answer.status)];
	const known = knownProblem({ codes, said, path });
	// Whatever the text says: a server fault does not prove that nothing was done.
	const lost = !isRefusal(answer.status) && meaning === 'write';
	const fallback = answer.status >= 500 ? 'wait' : 'fixWorld';
	const failureClass = lost ? 'unclear' : (known?.class ?? fallback);
	const words = known?.words ?? `Akamai answered HTTP ${answer.status}`;
	const skew = failureClass === 'fixClock' ? skewWords(answer, body) : '';
	return new Failure({
		class: failureClass,
		code: codes[0],
		status: answer.status,
		message: `${words}${said === '' ? '' : `: ${said}`}${skew}`,
		whoActs: known?.whoActs,
		nextStep: lost ? undefined : known?.nextStep,
		everybody: failureClass === 'fixRights' && ownAccount ? false : known?.everybody,
	});
}

/** In Akamai's own words; a page that somebody on the way answers with 404 proves nothing. */
export const saysNotFound = ({ code, status }: Failure): boolean =>
	status === 404 && code === 'not-found';

const OF_A_PROBLEM = ['type', 'title', 'detail', 'message', 'error', 'errors'];

/** Nothing that CPS documents has these members: beside a list they say that it is not the whole one. */
export const hasProblem = (body: unknown): boolean =>
	isObject(body) &&
	((asNumber(body.status) ?? 0) >= 400 || OF_A_PROBLEM.some((name) => !isEmpty(body[name])));

const spoken = (title = '', detail = ''): string =>
	[title, detail]
		.flatMap((text) => text.slice(0, LONGEST_TEXT).replace(/(?<![\s.:])[\s.:]+$/, '') || [])
		.join(': ');

/** The type of an `ApiError(type=…, title=…)` */
function plainType(text: string): string {
	const start = text.slice(0, LONGEST_TEXT).trim();
	const [type, title] = [start.indexOf(TYPE), start.indexOf(`, ${TITLE}`)];
	return start.startsWith('ApiError(') && type > 0 && title > type
		? start.slice(type + TYPE.length, title)
		: '';
}

/** Some answers are `ApiError(type=…, title=…, detail=…, source=…)`; a web page says nothing. */
function plainText(text: string): string {
	const trimmed = text.trim().slice(0, LONGEST_TEXT);
	const [title, detail] = [trimmed.indexOf(TITLE), trimmed.indexOf(DETAIL)];
	if (trimmed.startsWith('ApiError(') && title > 0 && detail > title) {
		const source = trimmed.indexOf(SOURCE, detail);
		const end = source > 0 ? source : trimmed.endsWith(')') ? -1 : undefined;
		return spoken(
			trimmed.slice(title + TITLE.length, detail),
			trimmed.slice(detail + DETAIL.length, end),
		);
	}
	return trimmed.startsWith('<') || trimmed.startsWith('{') ? '' : trimmed.slice(0, LONGEST_QUOTE);
}

/** The gateway prints its own time, so the skew can be named. */
function skewWords(answer: Answer, body: unknown): string {
	const there = Date.parse(
		(isObject(body) ? asText(body.requestTime) : undefined) ?? answer.headers.date ?? '',
	);
	if (Number.isNaN(there)) return '';
	const seconds = Math.round((Date.now() - there) / 1000);
	return `. The clock of this n8n server is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`;
}
