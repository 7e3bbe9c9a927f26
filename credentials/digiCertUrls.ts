import { type ICredentialDataDecryptedObject, UserError } from 'n8n-workflow';

import { baseUrl } from '../nodes/shared/http/address';
import { credentialText } from '../nodes/shared/http/credential';
import type { PacingFields } from '../nodes/shared/limits/pacingFields';

/** Base URLs by region (dev.digicert.com; no automation host is documented for the EU). */
const DIGICERT_REGION: Record<string, { servicesUrl: string; automationUrl?: string }> = {
	us: {
		servicesUrl: 'https://www.digicert.com/services/v2',
		automationUrl: 'https://caas.digicert.com/automationws/v1',
	},
	eu: { servicesUrl: 'https://certcentral.digicert.eu/services/v2' },
};

export interface DigiCertUrls {
	servicesUrl: string;
	/** Missing for the EU region, and for a custom one, as long as the credential names none. */
	automationUrl?: string;
}

export function digiCertUrls(credentials: ICredentialDataDecryptedObject): DigiCertUrls {
	const region = credentialText(credentials, 'region') || 'us';
	const known = DIGICERT_REGION[region];
	if (!known && region !== 'custom') {
		throw new UserError(`The credential field "Region" has the unknown value "${region}"`);
	}
	const servicesUrl = known?.servicesUrl ?? credentialText(credentials, 'servicesUrl');
	if (!servicesUrl) throw new UserError('The credential field "Services URL" is empty');
	const automationUrl = known?.automationUrl ?? credentialText(credentials, 'automationUrl');
	return {
		servicesUrl: baseUrl(servicesUrl, 'Services URL'),
		...(automationUrl && { automationUrl: baseUrl(automationUrl, 'Automation URL') }),
	};
}

/** Newest published limit of the Services API, per API key (dev.digicert.com, rate limits). */
export const DIGICERT_PACE: PacingFields = {
	burstRequests: 100,
	burstSeconds: 5,
	sustainedRequests: 1000,
	sustainedSeconds: 180,
};
