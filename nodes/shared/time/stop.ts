import { Failure } from '../failure';
import { OWN } from '../ownCodes';

/** A pressed Stop, or a time-out, before anything was sent. */
export const cancelled = (): Failure =>
	new Failure({
		class: 'wait',
		code: OWN.stopped.code,
		message: 'The execution was stopped',
		everybody: true,
	});

/** The call was on its way when Stop came: whether it was carried out is not known. */
export const cut = (): Failure =>
	new Failure({
		class: 'unclear',
		code: OWN.cut.code,
		message: 'The execution was stopped while a call was under way',
		everybody: true,
	});

/** Reason to end a wait that nobody needs any more; one for all, since an error costs its stack. */
export const NOT_NEEDED = cancelled();

export const isStop = ({ code }: Failure): boolean =>
	code === OWN.stopped.code || code === OWN.cut.code;

/** The cancel signal, where the context has one (forms and triggers have none). */
export function signalOf(ctx: object): AbortSignal | undefined {
	if (!('getExecutionCancelSignal' in ctx)) return undefined;
	const read = ctx.getExecutionCancelSignal;
	const signal: unknown = typeof read === 'function' ? read.call(ctx) : undefined;
	return signal instanceof AbortSignal ? signal : undefined;
}

const listening = new WeakMap<AbortSignal, Set<() => void>>();

/** One listener stands for all, since a signal looks through those it has for each that comes. */
function listenersOf(signal: AbortSignal): Set<() => void> {
	const known = listening.get(signal);
	if (known) return known;
	const listeners = new Set<() => void>();
	listening.set(signal, listeners);
	const tellAll = () => listeners.forEach((listener) => listener());
	signal.addEventListener('abort', tellAll, { once: true });
	return listeners;
}

/** Rejects as soon as the signal fires; `done` ends the listening. */
export function onAbort(signal: AbortSignal | undefined): {
	promise: Promise<never>;
	done(): void;
} {
	const listeners = signal && listenersOf(signal);
	let listener = () => {};
	const promise = new Promise<never>((_resolve, reject) => {
		listener = () => reject(signal?.reason === NOT_NEEDED ? NOT_NEEDED : cancelled());
		if (signal?.aborted) listener();
		else listeners?.add(listener);
	});
	// Nobody may be listening any more when the signal fires.
	promise.catch(() => {});
	return { promise, done: () => listeners?.delete(listener) };
}
