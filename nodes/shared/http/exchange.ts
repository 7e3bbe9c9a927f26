import type { IHttpRequestMethods } from 'n8n-workflow';

import { asFailure, Failure } from '../failure';
import type { Bucket, Limiter, Pace, SlotUse } from '../limits/limiter';
import { OWN } from '../ownCodes';
import { LONGEST_PAUSE_MS, pause } from '../time/pause';
import { cancelled, cut, onAbort, signalOf } from '../time/stop';
import { after } from '../time/timer';
import { asObject, parseJson } from '../values';
import { askedWait } from './askedWait';
import type { Caller } from './caller';
import { ownerOf } from './caller';

/**
 * What a repeat would do. Classed by meaning, not by verb: Automation's reads are POST.
 * `read` repeats freely; `write` is never repeated here: who makes it looks what became of it.
 */
export type Meaning = 'read' | 'write';

export interface Request {
	method: IHttpRequestMethods;
	/** Absolute, query included. */
	url: string;
	headers: Record<string, string>;
	/** Serialised once; signatures are made over these bytes. */
	body?: string;
	meaning: Meaning;
	/** An operation's own limit beside the general ones. */
	bucket?: Bucket;
	/** Whether an answer proves that the bucket's slot was not used up. */
	leavesBucket?(status: number): boolean;
	/** Milliseconds until an answer is given up. */
	deadline?: number;
	/** Milliseconds for which the look-up behind it holds: a slot that comes later is not used. */
	holdsFor?: number;
	/** How this service says "too many requests"; by default as HTTP 429 with Retry-After. */
	limitOf?(answer: Answer): Limited | undefined;
	/** The body is JSON: a read whose body is not is repeated like one without an answer. */
	json?: boolean;
	binary?: boolean;
}

export interface Answer {
	status: number;
	headers: Record<string, string>;
	text: string;
	/** Raw bytes, for `binary` requests. */
	bytes?: Buffer;
}

/** An answer that says "too many requests": everybody pauses. */
export interface Limited {
	/** Milliseconds that it asks to wait, if it says so. */
	ms?: number;
	/** What this node allows itself from now on, where the documented limits were too much. */
	pace?: Pace;
}

const DEADLINE_MS = 120_000;
/** An abandoned call counts as under way for so long, then its slot is given back. */
const ABANDONED_MS = 300_000;
const READ_TRIES = 4;
const LIMITED_TRIES = 8;
/** A refused write begins with the pause of this round, since its rounds are not counted here. */
const WRITE_ROUND = 2;
const BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;

const backOff = (round: number): number =>
	Math.min(LONGEST_BACK_OFF_MS, BACK_OFF_MS * 2 ** round) * (0.5 + Math.random() / 2);

/**
 * One request as often as its meaning allows. Gives the answer whatever its status, 429 apart.
 * No answer at all is a Failure: `wait` for a read, `unclear` for a write.
 */
export async function exchange(
	caller: Caller,
	credential: string,
	limiter: Limiter,
	request: Request,
): Promise<Answer> {
	const signal = signalOf(caller);
	const until = performance.now() + (request.holdsFor ?? Infinity);
	const isWrite = request.meaning === 'write';
	let limited = 0;
	let paused = 0;
	for (let round = 0; ; round++) {
		if (limiter.refusedFor() > 0) throw tooManyRequests(limiter.askedFor());
		const answer = await once(caller, credential, limiter, { ...request, until }, signal);
		const limit = answer && (request.limitOf ?? byRetryAfter)(answer);
		if (limit) {
			// A time in the past asks for nothing, and asking again at once would be a storm.
			const ms = limit.ms ? limit.ms : backOff(isWrite ? WRITE_ROUND : limited);
			if (limit.pace) limiter.use(limit.pace);
			if (ms > LONGEST_PAUSE_MS) {
				// However absurd the figure, in five minutes it is worth asking again.
				limiter.refuseFor(LONGEST_PAUSE_MS, ms);
				throw tooManyRequests(ms);
			}
			limiter.pauseFor(ms);
			paused += ms;
			// All pauses of one call are no longer than one may be: who waits has a deadline.
			const isLast = ++limited > LIMITED_TRIES || paused > LONGEST_PAUSE_MS;
			if (isWrite || isLast) throw tooManyRequests(ms, answer.status);
			continue;
		}
		const faulty =
			!answer ||
			answer.status >= 500 ||
			(request.json === true && answer.status < 400 && parseJson(answer.text) === undefined);
		if (faulty && !isWrite && round - limited < READ_TRIES - 1) {
			await pause(backOff(round), signal);
			continue;
		}
		if (answer) return answer;
		throw noAnswer(request);
	}
}

/** One attempt. The slot is given back when the call really ends, even if nobody waits for it. */
async function once(
	caller: Caller,
	credential: string,
	limiter: Limiter,
	request: Request & { until: number },
	signal: AbortSignal | undefined,
): Promise<Answer | undefined> {
	const release = await limiter.take(ownerOf(caller), signal, request.bucket);
	if (signal?.aborted || performance.now() > request.until) {
		release('notSent');
		throw signal?.aborted ? cancelled() : outdated();
	}
	const deadline = request.deadline ?? DEADLINE_MS;
	const call = send(caller, credential, request, deadline);
	let callOff = () => {};
	const late = new Promise<undefined>((resolve) => {
		callOff = after(deadline, () => {
			// A dripping answer must not hold its slot for ever.
			callOff = after(ABANDONED_MS, release);
			resolve(undefined);
		});
	});
	const over = (use?: SlotUse) => {
		callOff();
		release(use);
	};
	// An abandoned call may still end later; then only its slot matters.
	call.then(
		({ status }) => over(request.leavesBucket?.(status) ? 'notInBucket' : 'counted'),
		() => over(),
	);
	const abort = onAbort(signal);
	try {
		return await Promise.race([call, late, abort.promise]);
	} catch (error) {
		if (signal?.aborted) throw request.meaning === 'read' ? cancelled() : cut();
		// An exception's code is never read as an outcome: whatever it was, there is no answer.
		if (error instanceof Failure) throw asFailure(error);
		return undefined;
	} finally {
		abort.done();
	}
}

async function send(
	caller: Caller,
	credential: string,
	request: Request,
	timeout: number,
): Promise<Answer> {
	const response: unknown = await caller.helpers.httpRequestWithAuthentication.call(
		caller,
		credential,
		{
			method: request.method,
			url: request.url,
			headers: request.headers,
			body: request.body,
			encoding: request.binary ? 'arraybuffer' : 'text',
			json: false,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
		},
	);
	const { statusCode, headers, body } = asObject(response);
	const bytes = body instanceof Buffer ? body : undefined;
	return {
		status: typeof statusCode === 'number' ? statusCode : 0,
		headers: Object.fromEntries(
			Object.entries(asObject(headers)).map(([name, value]) => [name.toLowerCase(), String(value)]),
		),
		text: bytes ? bytes.toString('utf8') : typeof body === 'string' ? body : '',
		bytes,
	};
}

/** Only a 4xx proves that nothing was done; 408 is a gateway that gave up waiting. */
export const isRefusal = (status: number): boolean =>
	status >= 400 && status < 500 && status !== 408;

const outdated = (): Failure =>
	new Failure({
		class: 'wait',
		code: OWN.outdated.code,
		message: 'The wait for a slot was so long that the look-up before it has to be made anew',
	});

const byRetryAfter = (answer: Answer): Limited | undefined =>
	answer.status === 429
		? { ms: askedWait(answer, { now: Date.now(), names: ['retry-after'] }) }
		: undefined;

const tooManyRequests = (ms: number, status?: number): Failure =>
	new Failure({
		class: 'wait',
		status,
		code: OWN.tooManyRequests.code,
		askedMs: ms,
		everybody: true,
		message: `The service refuses more requests for now; it asks to wait ${Math.ceil(ms / 1000)} s${untilWords(ms)}`,
	});

const LAST_DATE_MS = 8.64e15;

const untilWords = (ms: number): string => {
	const until = Math.min(Date.now() + ms, LAST_DATE_MS);
	return ms < LONGEST_PAUSE_MS ? '' : `, until ${new Date(until).toISOString().slice(0, 19)}Z`;
};

const noAnswer = (request: Request): Failure => {
	const host = new URL(request.url).host;
	return request.meaning === 'read'
		? new Failure({
				class: 'wait',
				code: OWN.noAnswer.code,
				everybody: true,
				message: `No answer from ${host} after ${READ_TRIES} tries`,
				nextStep:
					'Check that the n8n server reaches this host (proxy, firewall, DNS), then run again.',
			})
		: new Failure({
				class: 'unclear',
				code: OWN.noAnswer.code,
				message: `The answer of ${host} was lost; it is not known whether the request was carried out`,
			});
};
