import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { pacingProperties } from '../nodes/shared/limits/pacingFields';
import { AKAMAI_CPS_PACE } from './akamaiOrigin';
import { signRequest } from './akamaiRequest';

export class AkamaiEdgeGridApi implements ICredentialType {
	name = 'akamaiEdgeGridApi';

	displayName = 'Akamai EdgeGrid API';

	icon: Icon = { light: 'file:../icons/akamai.svg', dark: 'file:../icons/akamai.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-certificate-lifecycle/n8n-nodes-certificate-lifecycle/blob/main/docs/credentials/akamai-edgegrid.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create an API client in Akamai Control Center under Identity & Access, with READ-WRITE access to CPS, and copy the four values of its credentials file. The clock of this n8n server may be off by 30 seconds at most. A test that answers only ECONNREFUSED, ENOTFOUND or ETIMEDOUT did not reach Akamai: look at Host, DNS, firewall and proxy of this n8n server.',
			name: 'clientNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. akab-xxxxxxxx.luna.akamaiapis.net',
			description: 'The value of host, with or without https://',
		},
		{
			displayName: 'Client Token',
			name: 'clientToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The value of client_token',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The value of client_secret, with the equals sign at its end',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The value of access_token',
		},
		{
			displayName: 'Account Switch Key',
			name: 'accountSwitchKey',
			type: 'string',
			default: '',
			description: 'Runs every call in another account, for API clients that manage several',
		},
		...pacingProperties(AKAMAI_CPS_PACE),
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		signRequest(credentials, requestOptions);

	/** A call that needs no grant. The gateway's own words tell what is wrong (problem+json). */
	test: ICredentialTestRequest = {
		request: {
			url: '/-/client-api/active-grants/implicit',
			method: 'GET',
			json: true,
			ignoreHttpStatusErrors: true,
		},
		rules: [
			rejectedWhen(
				'Invalid timestamp',
				'The clock of this n8n server differs from the time at Akamai by more than 30 seconds. Correct the clock; the credential itself was not checked.',
			),
			rejectedWhen(
				'Invalid client token',
				'Akamai does not know this client token. Check Client Token and Host.',
			),
			rejectedWhen(
				'Inactive client token',
				'This API client or its credential is disabled. Activate it in Akamai Control Center.',
			),
			rejectedWhen(
				'The signature does not match',
				'The signature does not match: Client Secret (or another value) is wrong. Copy all four values of one credential anew.',
			),
			rejectedWhen(
				'The client does not have the grant needed for the request',
				'The credential is valid, but the API client lacks the permission. Give it access to the API in Akamai Control Center.',
			),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'scope',
					value: undefined,
					message:
						'The answer is not that of the Akamai API gateway. Check Host, and whether a proxy stands in between.',
				},
			},
		],
	};
}

function rejectedWhen(detail: string, message: string) {
	return {
		type: 'responseSuccessBody' as const,
		properties: { key: 'detail', value: detail, message },
	};
}
