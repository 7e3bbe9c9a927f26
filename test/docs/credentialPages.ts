import type { ICredentialType } from 'n8n-workflow';

import { AkamaiEdgeGridApi } from '../../credentials/AkamaiEdgeGridApi.credentials';
import { DigiCertApi } from '../../credentials/DigiCertApi.credentials';
import { fieldTable } from './fields';

interface About {
	credential: ICredentialType;
	reference: string;
}

export const CREDENTIAL_PAGES: Record<string, About> = {
	'docs/credentials/digicert-certcentral.md': {
		credential: new DigiCertApi(),
		reference: 'https://dev.digicert.com/en/certcentral-apis/authentication.html',
	},
	'docs/credentials/akamai-edgegrid.md': {
		credential: new AkamaiEdgeGridApi(),
		reference: 'https://techdocs.akamai.com/developer/docs/authenticate-with-edgegrid',
	},
};

/** What the Test button may say. */
function verdicts({ test }: ICredentialType): string[] {
	const rules = typeof test === 'object' ? (test.rules ?? []) : [];
	return rules.map(({ properties: { message } }) => `- ${message}`);
}

export function credentialPage({ credential, reference }: About): string {
	const { displayName, properties } = credential;
	const notices = properties.filter(({ type }) => type === 'notice').map((one) => one.displayName);
	return `# ${displayName}

${notices.join('\n\n')}

The vendor's own reference: <${reference}>.

${fieldTable(properties)}

## What the test says

n8n tests the credential when it is saved. Beside "Connection successful" it may say:

${verdicts(credential).join('\n')}

A single word such as \`ENOTFOUND\`, \`ECONNREFUSED\` or \`ETIMEDOUT\` is n8n's own: the n8n server does
not reach the host at all, so the values were not checked. Look at the host or URL for a slip, then
at DNS, firewall and proxy of the n8n server. A run says the same in words.
`;
}
