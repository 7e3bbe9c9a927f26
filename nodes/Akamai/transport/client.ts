import { createHash } from 'node:crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { AKAMAI_CPS_PACE, akamaiOrigin } from '../../../credentials/akamaiOrigin';
import type { Caller } from '../../shared/http/caller';
import { secretText, withUsableCredential } from '../../shared/http/credential';
import { scrubber } from '../../shared/http/scrub';
import { windowsOf } from '../../shared/limits/figures';
import type { Limiter } from '../../shared/limits/limiter';
import { limiterFor } from '../../shared/limits/limiter';
import { asText } from '../../shared/values';

export const CREDENTIAL = 'akamaiEdgeGridApi';

/** The Authorization header, as a service might repeat it; also inside JSON. */
const SIGNED_HEADER = /EG1-HMAC-SHA256 [^\s"'\\]+/g;

const CONCURRENCY = 5;

/** What a call needs to know of the credential; the secrets stay with `authenticate`. */
export interface Client {
	origin: string;
	/** Shared by all of the identity; asking for it tells that this credential's pace is in use. */
	limiter(): Limiter;
	/** Hash of host and account: whose limits these are. */
	identity: string;
	/** Takes the secrets out of a text that a service might have echoed. */
	scrub(text: string): string;
}

/** An account switch key of its own is another account, so another identity. */
export const clientOf = async (caller: Caller, accountSwitchKey?: string): Promise<Client> =>
	await withUsableCredential('Akamai', async () =>
		clientFrom(await caller.getCredentials(CREDENTIAL), accountSwitchKey),
	);

function clientFrom(
	credentials: ICredentialDataDecryptedObject,
	accountSwitchKey?: string,
): Client {
	const origin = akamaiOrigin(credentials);
	const account = accountSwitchKey ?? asText(credentials.accountSwitchKey) ?? '';
	const identity = createHash('sha256').update(`akamai ${origin} ${account}`).digest('hex');
	const secrets = [
		secretText(credentials, 'clientToken', 'Client Token'),
		secretText(credentials, 'clientSecret', 'Client Secret'),
		secretText(credentials, 'accessToken', 'Access Token'),
		// It stands in the address of each call, which services repeat.
		account,
	];
	const scrub = scrubber(secrets, '[credential]');
	const pace = { windows: windowsOf(credentials, AKAMAI_CPS_PACE), concurrency: CONCURRENCY };
	return {
		origin,
		identity,
		limiter: () => limiterFor(identity, pace),
		scrub: (text) => scrub(text.replace(SIGNED_HEADER, '[Authorization header]')),
	};
}
