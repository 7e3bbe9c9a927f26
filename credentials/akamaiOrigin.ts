import { type ICredentialDataDecryptedObject, UserError } from 'n8n-workflow';

import { secureUrl } from '../nodes/shared/http/address';
import { credentialText } from '../nodes/shared/http/credential';
import type { PacingFields } from '../nodes/shared/limits/pacingFields';

export function akamaiOrigin(credentials: ICredentialDataDecryptedObject): string {
	const host = credentialText(credentials, 'host');
	if (!host) throw new UserError('The credential field "Host" is empty');
	const url = secureUrl(/^[a-z]+:\/\//i.test(host) ? host : `https://${host}`, 'Host');
	if (url.pathname !== '/' || url.search || url.hash) {
		throw new UserError('The credential field "Host" must be a host name without a path');
	}
	return url.origin;
}

/** Limit of the CPS API, per account (techdocs.akamai.com, CPS rate limits). */
export const AKAMAI_CPS_PACE: PacingFields = {
	burstRequests: 20,
	burstSeconds: 2,
	sustainedRequests: 35,
	sustainedSeconds: 60,
};
