import type { IDataObject } from 'n8n-workflow';

import { speaksOfFailure } from '../../../shared/http/beside';
import {
	asList,
	asNumber,
	asObject,
	asText,
	isEmpty,
	isObject,
	membersBeside,
} from '../../../shared/values';
import { parseSocket, socketOf } from '../../api/hosts';
import type { Envelope, VendorError } from '../../transport/automation';
import { hasWords, refusalOf, toVendorError, vendorErrors } from '../../transport/automation';
import { RETRY, saysSuccess, speaksOfSuccess } from '../../transport/success';
import type { Named, Verdict } from './told';
import { Told } from './told';

/** Verdicts by socket; throws a Failure if the whole call was refused. */
export type ReadVerdicts = (
	answer: Pick<Envelope, 'data' | 'errors'> & Partial<Envelope>,
	sockets: string[],
	/** What was asked for; a retry says so itself. */
	action?: string,
) => Map<string, Verdict>;

const DOCUMENTED = ['message', 'errors', 'ineligibleIpPorts', 'failedRetries', 'retryMessages'];

const othersIn = (data: unknown, beside: IDataObject = {}): IDataObject => ({
	...beside,
	...membersBeside(asObject(data), DOCUMENTED),
});

/** Create bulk automation: a success names nobody, so only the count can confirm it. */
export const readBulk: ReadVerdicts = ({ data, errors, beside }, sockets, action) => {
	const { message, ineligibleIpPorts, selectedIpPorts } = asObject(data);
	const answer = new Told({ sockets, action }, message, othersIn(data, beside));
	// In the table, in no sample: where it can be read, it names what was sent.
	for (const entry of asList(selectedIpPorts)) answer.name(parseSocket(asText(entry) ?? ''));
	if (Array.isArray(ineligibleIpPorts)) {
		for (const entry of asList(ineligibleIpPorts)) answer.reject(ineligible(entry));
	} else if (!isEmpty(ineligibleIpPorts)) answer.isOdd = true;
	return answer.verdicts(errors);
};

/** Bulk retry: two maps keyed `ip:port`; 200 even when all failed. */
export const readRetry: ReadVerdicts = ({ data, errors, beside }, sockets) => {
	const { message, failedRetries, retryMessages } = asObject(data);
	const answer = new Told({ sockets, action: RETRY }, message, othersIn(data, beside));
	for (const [key, failed] of answer.entries(failedRetries)) {
		if (isRunning(failed)) answer.doubt(parseSocket(key));
		else answer.reject({ socket: parseSocket(key), errors: errorsIn(failed) });
	}
	for (const [key, text] of answer.entries(retryMessages)) {
		answer.accept(parseSocket(key), asText(text) ?? '');
	}
	return answer.verdicts(errors);
};

/**
 * A retry that failed is not in progress: nobody knows. Beside errors the status is that of "the last
 * check configuration request", as DigiCert says, and not of the retry.
 */
function isRunning(failed: unknown): boolean {
	const { status, errors } = asObject(failed);
	const shown = asText(status)?.slice(0, LONGEST_STATUS) ?? '';
	return isEmpty(errors) && /progress|running/i.test(shown);
}

const LONGEST_STATUS = 100;

/** A list of errors, documented; else whatever there is. */
function errorsIn(failed: unknown): VendorError[] {
	const errors = isObject(failed) ? (failed.errors ?? failed) : failed;
	return vendorErrors(Array.isArray(errors) ? errors : [errors]);
}

/** "… ENROLL for IP: 192.0.2.1 and Port: 443" */
const NAMED = /\bIP: ?([\da-f.:]+) and Port: ?(\d+)/i;

/** createAutomation: one host, so every error is about it; success is told in words. */
export const readSingle: ReadVerdicts = ({ data, errors, beside }, sockets, action) => {
	const { message: told, ineligibleIpPorts } = asObject(data);
	const message = asText(told) ?? '';
	const others = othersIn(data, beside);
	if (errors.some(hasWords) && message === '' && !speaksOfSuccess(others)) throw refusalOf(errors);
	const [, ip = '', port = ''] = NAMED.exec(message) ?? [];
	const named = ip ? (parseSocket(`${ip}:${port}`) ?? ip) : undefined;
	const isContradicted =
		errors.length > 0 || !isEmpty(ineligibleIpPorts) || speaksOfFailure(others);
	const fits = saysSuccess(message, action) && !isContradicted;
	return new Map(
		sockets.map((socket) => {
			const isAccepted = fits && (named === undefined || named === socket);
			return [socket, { kind: isAccepted ? 'accepted' : 'unclear', message }];
		}),
	);
};

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
