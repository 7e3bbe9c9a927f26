import { Failure } from '../../shared/failure';
import type { Answer, Meaning } from '../../shared/http/exchange';
import { isRefusal } from '../../shared/http/exchange';
import { asText, isObject, parseJson } from '../../shared/values';
import { knownProblem } from './errors';

interface Refused {
	path: string;
	meaning: Meaning;
	/** The item names an account of its own, so a missing right concerns only that one. */
	ownAccount: boolean;
}

const LONGEST_QUOTE = 300;

/** A refusal in words: problem+json of gateway and CPS, CPS's plain text, or no body at all. */
export function problemOf(answer: Answer, { path, meaning, ownAccount }: Refused): Failure {
	const body = parseJson(answer.text);
	const { type, said } = isObject(body)
		? { type: asText(body.type) ?? '', said: spoken(asText(body.title), asText(body.detail)) }
		: { type: '', said: plainText(answer.text) };
	const slug = /(?:\/-\/|\/error-types\/)(.+)$/.exec(type)?.[1];
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
		message: `${words}${said === '' ? '' : `: ${said}`}${skew}`,
		whoActs: known?.whoActs,
		nextStep: lost ? undefined : known?.nextStep,
		everybody: failureClass === 'fixRights' && ownAccount ? false : known?.everybody,
	});
}

const spoken = (title = '', detail = ''): string =>
	[title, detail].flatMap((text) => text.replace(/[\s.:]+$/, '') || []).join(': ');

/** Some answers are `ApiError(type=…, title=…, detail=…, source=…)`; a web page says nothing. */
function plainText(text: string): string {
	const trimmed = text.trim();
	const parts = /^ApiError\(.*?title=(.*?), detail=(.*?)(?:, source=.*)?\)$/s.exec(trimmed);
	if (parts) return spoken(parts[1], parts[2]);
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
