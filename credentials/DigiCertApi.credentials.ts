import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { assertOwnOrigin, NO_REDIRECT, targetUrl } from '../nodes/shared/http/address';
import { secretText } from '../nodes/shared/http/credential';
import { pacingProperties } from '../nodes/shared/limits/pacingFields';
import { DIGICERT_PACE, digiCertUrls } from './digiCertUrls';

export class DigiCertApi implements ICredentialType {
	name = 'digiCertApi';

	displayName = 'DigiCert CertCentral API';

	icon: Icon = { light: 'file:../icons/digiCert.svg', dark: 'file:../icons/digiCert.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-certificate-lifecycle/n8n-nodes-certificate-lifecycle/blob/main/docs/credentials/digicert-certcentral.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create the key in CertCentral under Automation > API Keys. A key restricted to View Only can neither order nor use the Automation API. A test that answers only ECONNREFUSED, ENOTFOUND or ETIMEDOUT did not reach DigiCert: look at the URL, DNS, firewall and proxy of this n8n server.',
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Shown once by CertCentral; it has the rights of the user it belongs to',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Base URLs of your own' },
				{
					name: 'Europe',
					value: 'eu',
					description: 'CertCentral Europe (certcentral.digicert.eu)',
				},
				{ name: 'United States', value: 'us', description: 'CertCentral (www.digicert.com)' },
			],
			default: 'us',
			description: 'The platform that the account belongs to; the console names CertCentral Europe',
		},
		{
			displayName: 'Services URL',
			name: 'servicesUrl',
			type: 'string',
			required: true,
			displayOptions: { show: { region: ['custom'] } },
			default: '',
			placeholder: 'e.g. https://certcentral.example.com/services/v2',
			description: 'Base URL up to and including /services/v2',
		},
		{
			displayName:
				'DigiCert documents no host of the Automation API for Europe. Ask DigiCert for it if you use the Automation node; the other nodes work without.',
			name: 'automationNotice',
			type: 'notice',
			displayOptions: { show: { region: ['eu'] } },
			default: '',
		},
		{
			displayName: 'Automation URL',
			name: 'automationUrl',
			type: 'string',
			displayOptions: { show: { region: ['custom', 'eu'] } },
			default: '',
			placeholder: 'e.g. https://automation.example.com/automationws/v1',
			description:
				'Base URL up to and including /automationws/v1, needed by the Automation node only',
		},
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			description:
				'Default account of the automation calls; taken from the user of the key when empty',
		},
		{
			displayName: 'Division ID',
			name: 'divisionId',
			type: 'string',
			default: '',
			description:
				'Default division of the automation calls; taken from the user of the key when empty',
		},
		...pacingProperties(DIGICERT_PACE),
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const { servicesUrl, automationUrl = servicesUrl } = digiCertUrls(credentials);
		const origins = [...new Set([servicesUrl, automationUrl].map((url) => new URL(url).origin))];
		const url = targetUrl(requestOptions, servicesUrl);
		assertOwnOrigin(url, origins);
		return {
			...requestOptions,
			...NO_REDIRECT,
			baseURL: undefined,
			uri: undefined,
			url: url.href,
			headers: {
				...requestOptions.headers,
				'X-DC-DEVKEY': secretText(credentials, 'apiKey', 'API Key'),
			},
		};
	};

	/** A wrong key and a missing right are both 403: only the code in the body tells them apart. */
	test: ICredentialTestRequest = {
		request: { url: '/user/me', method: 'GET', json: true, ignoreHttpStatusErrors: true },
		rules: [
			rejectedWhen(
				'access_denied|access_denied_invalid_key',
				'DigiCert does not know this API key. Check that it was copied whole, is not revoked, and belongs to the chosen region.',
			),
			rejectedWhen(
				'access_denied|missing_permission',
				'The API key is valid, but its user or its restriction lacks the permission to read the own user data. Ask a CertCentral administrator.',
			),
			rejectedWhen(
				'request_limit_exceeded',
				'The API key is valid, but over its request limit at the moment. Try again in a few minutes.',
			),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'id',
					value: undefined,
					message:
						'The answer is not that of CertCentral. Check region and Services URL, and whether a proxy stands in between.',
				},
			},
		],
	};
}

function rejectedWhen(code: string, message: string) {
	return {
		type: 'responseSuccessBody' as const,
		properties: { key: 'errors[0].code', value: code, message },
	};
}
