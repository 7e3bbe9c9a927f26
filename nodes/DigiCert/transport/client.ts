import { createHash } from 'node:crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { DIGICERT_PACE, digiCertUrls } from '../../../credentials/digiCertUrls';
import type { Caller } from '../../shared/http/caller';
import { executionOf } from '../../shared/http/caller';
import { secretText, withUsableCredential } from '../../shared/http/credential';
import { scrubber } from '../../shared/http/scrub';
import { windowsOf } from '../../shared/limits/figures';
import type { Limiter } from '../../shared/limits/limiter';
import { limiterFor } from '../../shared/limits/limiter';
import type { Read } from '../../shared/memo';
import { remember } from '../../shared/memo';
import { signalOf } from '../../shared/time/stop';

export const CREDENTIAL = 'digiCertApi';

/** Calls under way at once; room for those of a second execution beside one with many items. */
const CONCURRENCY = 24;

/** What a call needs to know of the credential; the key itself stays with `authenticate`. */
export interface Client {
	servicesUrl: string;
	/** Absent where none is documented (EU) and the credential names none. */
	automationUrl?: string;
	/** Shared by all of the identity; asking for it tells that this credential's pace is in use. */
	limiter(): Limiter;
	/** Hash of API key and URL: whose limits and whose order book these are. */
	identity: string;
	accountId?: string;
	divisionId?: string;
	/** Stop of the execution that calls; what it began for others they begin anew. */
	signal?: AbortSignal;
	/** Takes the key out of a text that a service might have echoed. */
	scrub(text: string): string;
}

const clients = new WeakMap<Caller, Read<Client>>();

/**
 * One run of a node reads its credential once, however many items it has. An active trigger has
 * one context for all of its polls, between which the credential may change: it reads it anew.
 */
export const clientOf = async (caller: Caller): Promise<Client> =>
	executionOf(caller) === undefined
		? await open(caller)
		: await remember(clients, caller, async () => await open(caller), { keepFailures: true });

const open = async (caller: Caller): Promise<Client> =>
	await withUsableCredential('DigiCert', async () => ({
		...clientFrom(await caller.getCredentials(CREDENTIAL)),
		signal: signalOf(caller),
	}));

function clientFrom(credentials: ICredentialDataDecryptedObject): Client {
	const apiKey = secretText(credentials, 'apiKey', 'API Key');
	const urls = digiCertUrls(credentials);
	const identity = createHash('sha256')
		.update(`digicert ${urls.servicesUrl} ${apiKey}`)
		.digest('hex');
	const text = (value: unknown) =>
		value === undefined || value === '' ? undefined : String(value);
	const pace = { windows: windowsOf(credentials, DIGICERT_PACE), concurrency: CONCURRENCY };
	return {
		...urls,
		identity,
		limiter: () => limiterFor(identity, pace),
		accountId: text(credentials.accountId),
		divisionId: text(credentials.divisionId),
		scrub: scrubber([apiKey], '[API key]'),
	};
}
