import { createHash } from 'node:crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { akamaiOrigin, secretText } from '../../../credentials/endpoints';
import { AKAMAI_CPS_PACE } from '../../../credentials/pacing';
import { asFailure, Failure } from '../../shared/failure';
import type { Caller } from '../../shared/http';
import type { Limiter } from '../../shared/pacing';
import { limiterFor, windowsOf } from '../../shared/pacing';
import { asText } from '../../shared/values';

export const CREDENTIAL = 'akamaiEdgeGridApi';

const CONCURRENCY = 5;

/** What a call needs to know of the credential; the secrets stay with `authenticate`. */
export interface Client {
	origin: string;
	limiter: Limiter;
	/** Hash of host and account: whose limits these are. */
	identity: string;
	/** Takes the secrets out of a text that a service might have echoed. */
	scrub(text: string): string;
}

/**
 * An account switch key of its own is another account, so another identity. Whatever is wrong with
 * the credential shows before the first call, not as a lost answer.
 */
export async function clientOf(caller: Caller, accountSwitchKey?: string): Promise<Client> {
	try {
		return clientFrom(await caller.getCredentials(CREDENTIAL), accountSwitchKey);
	} catch (error) {
		throw unusable(error);
	}
}

const unusable = (error: unknown): Failure =>
	new Failure({
		class: 'fixRights',
		code: 'credential',
		message: asFailure(error).message,
		whoActs: 'owner of the credential',
		nextStep: 'Correct the Akamai credential of this node, then run again.',
	});

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
	].filter((secret) => secret.length > 3);
	return {
		origin,
		identity,
		limiter: limiterFor(identity, {
			windows: windowsOf(credentials, AKAMAI_CPS_PACE),
			concurrency: CONCURRENCY,
		}),
		scrub: (text) =>
			secrets.reduce((left, secret) => left.split(secret).join('[credential]'), text),
	};
}
