import { asList, asNumber, asObject, asText, isObject } from '../../../shared/values';
import { parseSocket, socketOf } from '../../api/hosts';
import type { Envelope, VendorError } from '../../transport/automation';
import { refusalOf, toVendorError, vendorErrors } from '../../transport/automation';

/** What an answer says about one host. */
export type Verdict =
	| { kind: 'accepted'; message: string }
	| { kind: 'rejected'; errors: VendorError[] }
	/** Nothing names it and the answer does not add up, or there is no answer. */
	| { kind: 'unclear'; message: string };

/** Verdicts by socket; throws a Failure if the whole call was refused. */
export type ReadVerdicts = (answer: Envelope, sockets: string[]) => Map<string, Verdict>;

/** "Successfully initiated RENEW for 2 IP/Port(s)", "2 of 3 automations submitted for retry." */
const COUNT = [/\bfor (\d+) IP\b/i, /^\s*(\d+) of \d+\b/];

export function countOf(message: string): number | undefined {
	const found = COUNT.map((pattern) => pattern.exec(message)?.[1]).find(
		(digits) => digits !== undefined,
	);
	return asNumber(found);
}

/** Create bulk automation: a success names nobody, so only the count can confirm it. */
export const readBulk: ReadVerdicts = ({ data, errors }, sockets) => {
	const { message, ineligibleIpPorts } = asObject(data);
	const rejected = new Map<string, VendorError[]>();
	for (const entry of asList(ineligibleIpPorts)) addNamed(rejected, ineligible(entry));
	const general = addErrors(rejected, errors);
	return complete({ sockets, rejected, general, message: asText(message) ?? '' });
};

/** Bulk retry: two maps keyed `ip:port`; 200 even when all failed. */
export const readRetry: ReadVerdicts = ({ data, errors }, sockets) => {
	const { message, failedRetries, retryMessages } = asObject(data);
	const rejected = new Map<string, VendorError[]>();
	for (const [key, failed] of Object.entries(asObject(failedRetries))) {
		addNamed(rejected, {
			socket: parseSocket(key),
			errors: vendorErrors(asObject(failed).errors),
		});
	}
	const accepted = new Map<string, string>();
	for (const [key, text] of Object.entries(asObject(retryMessages))) {
		accepted.set(parseSocket(key) ?? key, asText(text) ?? '');
	}
	const general = addErrors(rejected, errors);
	return complete({ sockets, rejected, accepted, general, message: asText(message) ?? '' });
};

/** createAutomation: one host, so every error is about it; success is told in words. */
export const readSingle: ReadVerdicts = ({ data, errors }, sockets) => {
	if (errors.length > 0) throw refusalOf(errors);
	const message = asText(asObject(data).message) ?? '';
	return new Map(
		sockets.map((socket) => [socket, { kind: message ? 'accepted' : 'unclear', message }]),
	);
};

interface Told {
	sockets: string[];
	rejected: Map<string, VendorError[]>;
	accepted?: Map<string, string>;
	/** Errors that name no host. */
	general: VendorError[];
	message: string;
}

function complete({ sockets, rejected, accepted, general, message }: Told): Map<string, Verdict> {
	const open = sockets.filter((socket) => !rejected.has(socket));
	const count = countOf(message);
	// Errors, and not even a count of what was started: the call as a whole was refused.
	if (general.length > 0 && !count && open.every((socket) => !accepted?.has(socket))) {
		throw refusalOf(general);
	}
	const fits = count === open.length && general.length === 0;
	return new Map(
		sockets.map((socket): [string, Verdict] => {
			const errors = rejected.get(socket);
			if (errors) return [socket, { kind: 'rejected', errors }];
			const own = accepted?.get(socket);
			if (own !== undefined) return [socket, { kind: 'accepted', message: own }];
			return [socket, { kind: fits ? 'accepted' : 'unclear', message }];
		}),
	);
}

interface Named {
	socket: string | undefined;
	errors: VendorError[];
}

function addNamed(rejected: Map<string, VendorError[]>, { socket, errors }: Named): boolean {
	if (socket === undefined) return false;
	rejected.set(socket, [...(rejected.get(socket) ?? []), ...errors]);
	return true;
}

/** Errors by host go to their hosts; what names none is given back. */
function addErrors(rejected: Map<string, VendorError[]>, errors: VendorError[]): VendorError[] {
	return errors.filter(
		(error) => !addNamed(rejected, { socket: parseSocket(error.errorField), errors: [error] }),
	);
}

/** The element type of `ineligibleIpPorts` is not documented: text or an object. */
function ineligible(entry: unknown): Named {
	const told = isObject(entry) ? toVendorError(entry) : undefined;
	const { ip, port, automatedIp, automatedPort, ipPort } = asObject(entry);
	const address = asText(ip) ?? asText(automatedIp);
	const number = asNumber(port) ?? asNumber(automatedPort);
	const socket =
		address !== undefined && number !== undefined
			? socketOf({ ip: address, port: number })
			: parseSocket(asText(entry) ?? asText(ipPort) ?? '');
	const errorMessage = told?.errorMessage || 'DigiCert names this IP/Port as ineligible';
	return {
		socket,
		errors: [{ errorCode: told?.errorCode ?? '', errorField: socket ?? '', errorMessage }],
	};
}
