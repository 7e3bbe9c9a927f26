import type { IDataObject } from 'n8n-workflow';

import { speaksOfFailure } from '../../shared/http/beside';
import { Failure } from '../../shared/failure';
import type { Caller } from '../../shared/http/caller';
import type { Answer, Meaning } from '../../shared/http/exchange';
import { exchange } from '../../shared/http/exchange';
import { scrubber } from '../../shared/http/scrub';
import { unreadable } from '../../shared/http/unreadable';
import {
	asList,
	asObject,
	asText,
	isEmpty,
	isObject,
	membersBeside,
	parseJson,
} from '../../shared/values';
import type { Client } from './client';
import { clientOf, CREDENTIAL } from './client';
import { AUTOMATION_ERRORS, knownError } from './errors';
import { DIGICERT_OWN } from './ownCodes';
import { refusalByStatus } from './refused';
import { isDoubtful, speaksOfSuccess } from './success';

/** An error as the Automation API words it: inside a 200 answer, overall or for one host. */
export interface VendorError {
	errorCode: string;
	errorField: string;
	errorMessage: string;
}

/** What is left of the envelope `{error, data}` once it is known that there is no overall error. */
export interface Envelope {
	/** An object, a list or plain text, depending on the call. */
	data: unknown;
	/** `data.errors`: the call may still have worked for other hosts. */
	errors: VendorError[];
	/** What stands beside `error` and `data`. */
	beside: IDataObject;
}

export interface AutomationRequest {
	/** Below `/automationws/v1`. */
	path: string;
	body: IDataObject;
	/** Every call is a POST, so the verb says nothing. */
	meaning: Meaning;
	/** License keys in the body: they are taken out of everything that comes back. */
	secrets?: string[];
	/** Only the look-up of license keys may see them. */
	keepLicenseKeys?: boolean;
	/** Milliseconds for which the look-up behind it holds: a slot that comes later is not used. */
	holdsFor?: number;
}

/** The one way to the Automation API. */
export interface Automation {
	client: Client;
	/** The answer with its errors, for calls where each host has its own. */
	answer(request: AutomationRequest): Promise<Envelope>;
	/** The data of an answer without any errors. */
	data(request: AutomationRequest): Promise<unknown>;
}

export async function automationOf(caller: Caller): Promise<Automation> {
	const client = await clientOf(caller);
	const { automationUrl } = client;
	if (!automationUrl) throw noAutomationUrl();
	const answer = async (request: AutomationRequest): Promise<Envelope> => {
		const { path, body, meaning, holdsFor } = request;
		const raw = await exchange(caller, CREDENTIAL, client.limiter(), {
			method: 'POST',
			url: `${automationUrl}${path}`,
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			body: JSON.stringify(body),
			meaning,
			holdsFor,
			json: true,
		});
		const scrub = (text: string) =>
			client.scrub(withoutSecrets(text, request.secrets ?? [], '[license key]'));
		return readEnvelope({ ...raw, text: scrub(raw.text) }, meaning, request.keepLicenseKeys);
	};
	const data = async (request: AutomationRequest): Promise<unknown> =>
		withoutErrors(await answer(request)).data;
	return { client, answer, data };
}

/** An answer in which an error is about the call as a whole. */
export function withoutErrors(envelope: Envelope): Envelope {
	if (envelope.errors.length > 0) throw refusalOf(envelope.errors);
	return envelope;
}

/** HTTP 200 proves nothing: the error may be in `error`, or in `data.errors` (docs/vendors.md). */
export function readEnvelope(
	{ status, text }: Pick<Answer, 'status' | 'text'>,
	meaning: Meaning,
	keepLicenseKeys = false,
): Envelope {
	const body = parseJson(text, (name, inner) =>
		!keepLicenseKeys && isLicense(name) ? undefined : inner,
	);
	const errors = errorsOf(body);
	if (status < 200 || status >= 300) {
		const [{ errorCode, errorMessage } = { errorCode: '', errorMessage: '' }] = errors;
		throw refusalByStatus({ status, meaning, code: errorCode || undefined, words: errorMessage });
	}
	if (!isObject(body) || !('data' in body || 'error' in body))
		throw unreadable('DigiCert', status, meaning);
	const beside = membersBeside(body, ['error', 'errors', 'data']);
	if (body.error !== null && body.error !== undefined) {
		// An error without words, or one beside a success, tells nobody what was done.
		if (!errors.some(hasWords) || tellsSuccess(body.data) || speaksOfSuccess(beside)) {
			throw unreadable('DigiCert', status, meaning);
		}
		throw refusalOf(errors);
	}
	const isUnclear = speaksOfFailure(beside) || (meaning !== 'read' && isDoubtful(beside.message));
	if (isUnclear && errors.length === 0) throw unreadable('DigiCert', status, meaning);
	return { data: body.data ?? {}, errors, beside };
}

const NO_WORDS = { errorCode: '', errorField: '', errorMessage: 'DigiCert gives no reason' };

/** License keys are credentials of agents and sensors: `agentLicense`, `sensorLicenseKey` … */
const isLicense = (name: string): boolean => /licen[cs]e/i.test(name);

export const hasWords = ({ errorMessage }: VendorError): boolean =>
	errorMessage !== NO_WORDS.errorMessage;

/** Beside an error nothing else is expected. */
function tellsSuccess(data: unknown): boolean {
	if (!isObject(data)) return !isEmpty(data);
	const others = Object.values(membersBeside(data, SMALL_PRINT));
	return others.some((value) => !isEmpty(value)) || speaksOfSuccess(data);
}

/** What stands beside an error as well as beside a success. */
const SMALL_PRINT = ['errors', 'status'];

/** Errors wherever they are: `error`, `errors`, `data.errors`; both vendors' spellings. */
function errorsOf(body: unknown): VendorError[] {
	const { error, errors, data } = asObject(body);
	const places = [error, errors, asObject(error).errors, asObject(data).errors];
	return places.flatMap((place) => {
		if (place === undefined || place === null) return [];
		if (Array.isArray(place)) return vendorErrors(place);
		if (!isObject(place)) return vendorErrors([place]);
		// An object around a list of errors has no words of its own.
		const told = toVendorError(place);
		return told.errorMessage ? [told] : 'errors' in place ? [] : vendorErrors([place]);
	});
}

/** Each entry of a list is an error, be it an object, a text, or one without any words. */
export const vendorErrors = (list: unknown): VendorError[] =>
	asList(list).map((entry) => {
		const told = isObject(entry)
			? toVendorError(entry)
			: { ...NO_WORDS, errorMessage: asText(entry) };
		return { ...told, errorMessage: told.errorMessage || NO_WORDS.errorMessage };
	});

export function toVendorError(error: IDataObject): VendorError {
	const errorCode = asText(error.errorCode) ?? asText(error.code) ?? '';
	return {
		errorCode,
		errorField: asText(error.errorField) ?? asText(error.field) ?? '',
		errorMessage: asText(error.errorMessage) ?? asText(error.message) ?? errorCode,
	};
}

/** The whole call was refused inside a readable answer. */
export function refusalOf(errors: VendorError[]): Failure {
	const [first = NO_WORDS] = errors;
	const known = knownError(AUTOMATION_ERRORS, first.errorCode);
	const words = errors.map(({ errorField, errorMessage }) =>
		errorField === '' ? errorMessage : `${errorMessage} (${errorField})`,
	);
	return new Failure({
		class: known?.class ?? 'fixWorld',
		code: first.errorCode || undefined,
		status: 200,
		message: `DigiCert refuses: ${words.join('; ')}`,
		whoActs: known?.whoActs,
		nextStep: known?.nextStep,
		retryable: known?.retryable,
		everybody: known?.everybody,
	});
}

const noAutomationUrl = (): Failure =>
	new Failure({
		class: 'fixRights',
		code: DIGICERT_OWN.noAutomationUrl.code,
		message: "The credential has no 'Automation URL', and DigiCert documents none for its region",
		nextStep:
			"Ask DigiCert for the host of the Automation API and enter it as 'Automation URL' of the credential.",
	});

/** What is shorter is no license key, and would take ports and digits out of the answer. */
const SHORTEST_KEY = 6;

export const withoutSecrets = (text: string, secrets: string[], instead: string): string =>
	scrubber(
		secrets.filter((secret) => secret.length >= SHORTEST_KEY),
		instead,
	)(text);
