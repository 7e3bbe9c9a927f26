import type { IDataObject } from 'n8n-workflow';

import { speaksOfFailure } from '../../../shared/http/beside';
import { asNumber, asObject, asText, isEmpty, isObject } from '../../../shared/values';
import { parseSocket } from '../../api/hosts';
import type { VendorError } from '../../transport/automation';
import { hasWords, refusalOf } from '../../transport/automation';
import { saysSuccess, speaksOfSuccess } from '../../transport/success';

/** What an answer says about one host. */
export type Verdict =
	| { kind: 'accepted'; message: string }
	| { kind: 'rejected'; errors: VendorError[] }
	/** Nothing names it and the answer does not add up, or there is no answer. */
	| { kind: 'unclear'; message: string };

export interface Named {
	/** Undefined where nobody can read which host is meant. */
	socket: string | undefined;
	errors: VendorError[];
}

/** "Successfully initiated RENEW for 2 IP/Port(s)", "2 of 3 automations submitted for retry." */
const COUNT = [/\bfor (\d+) IP\b/i, /^\s*(\d+) of \d+\b/];

export function countOf(message: string): number | undefined {
	const found = COUNT.map((pattern) => pattern.exec(message)?.[1]).find(
		(digits) => digits !== undefined,
	);
	return asNumber(found);
}

/** Of how many it says so: all that were sent. */
const totalOf = (message: string): number | undefined =>
	asNumber(/^\s*\d+ of (\d+)\b/.exec(message)?.[1]);

/** What was sent, which an answer has to be about. */
export interface Sent {
	sockets: string[];
	/** RENEW, RETRY …; any where it is not known. */
	action: string | undefined;
}

/** What an answer says host by host, held against what it says of all of them. */
export class Told {
	private readonly rejected = new Map<string, VendorError[]>();

	private readonly accepted = new Map<string, string>();

	/** Named as failed, and as not failed */
	private readonly doubtful = new Set<string>();

	/** It says something that cannot be read, or that does not concern what was sent. */
	isOdd = false;

	private readonly message: string;

	private readonly isFailed: boolean;

	private readonly isHopeful: boolean;

	private readonly sockets: string[];

	/** `others`: members that are not documented, and may contradict. */
	constructor(
		private readonly sent: Sent,
		message: unknown,
		others: IDataObject,
	) {
		this.sockets = sent.sockets;
		this.message = asText(message) ?? '';
		this.isFailed = speaksOfFailure(others);
		this.isHopeful = speaksOfSuccess(others);
	}

	entries(map: unknown): Array<[string, unknown]> {
		if (!isObject(map) && !isEmpty(map)) this.isOdd = true;
		return Object.entries(asObject(map));
	}

	/** As one of those that were sent. */
	name(socket: string | undefined): void {
		if (socket !== undefined && !this.sends(socket)) this.isOdd = true;
	}

	reject({ socket, errors }: Named): void {
		if (socket === undefined || !this.sockets.includes(socket)) this.isOdd = true;
		else this.rejected.set(socket, [...(this.rejected.get(socket) ?? []), ...errors]);
	}

	accept(socket: string | undefined, message: string): void {
		if (socket === undefined || !this.sockets.includes(socket)) this.isOdd = true;
		else this.accepted.set(socket, message);
	}

	doubt(socket: string | undefined): void {
		if (socket === undefined || !this.sockets.includes(socket)) this.isOdd = true;
		else this.doubtful.add(socket);
	}

	/** Contradictions make a host unclear: neither accepted nor refused. */
	verdicts(errors: VendorError[]): Map<string, Verdict> {
		const general = errors.filter(({ errorField }) => !this.sends(parseSocket(errorField)));
		for (const error of errors) {
			const socket = parseSocket(error.errorField);
			if (this.sends(socket)) this.reject({ socket, errors: [error] });
		}
		const { sockets, rejected, accepted, message } = this;
		const { action } = this.sent;
		const count = saysSuccess(message) ? countOf(message) : undefined;
		const open = sockets.filter((socket) => !rejected.has(socket));
		const isNamed = accepted.size > 0 || this.doubtful.size > 0;
		const mayHaveStarted = isNamed || this.isHopeful || (message !== '' && count !== 0);
		// Errors, and nothing that could say that anything was started: the call was refused.
		if (general.some(hasWords) && !mayHaveStarted) throw refusalOf(general);
		const isContradicted = general.length > 0 || this.isOdd || this.isFailed;
		const fits = count === open.length && saysSuccess(message, action) && !isContradicted;
		const verdictOf = (socket: string): Verdict => {
			const refusals = rejected.get(socket);
			const own = accepted.get(socket);
			const unclear: Verdict = { kind: 'unclear', message: own ?? message };
			if ((totalOf(message) ?? sockets.length) !== sockets.length) return unclear;
			if (this.doubtful.has(socket)) return unclear;
			if (refusals) {
				const isAlsoAccepted = own !== undefined || (count ?? 0) > open.length;
				return isAlsoAccepted ? unclear : { kind: 'rejected', errors: refusals };
			}
			if (own === undefined) return fits ? { kind: 'accepted', message } : unclear;
			const isBelieved =
				!this.isFailed && saysSuccess(own, action) && accepted.size <= (count ?? Infinity);
			return isBelieved ? { kind: 'accepted', message: own } : unclear;
		};
		return new Map(sockets.map((socket) => [socket, verdictOf(socket)]));
	}

	private sends(socket: string | undefined): boolean {
		return socket !== undefined && this.sockets.includes(socket);
	}
}
