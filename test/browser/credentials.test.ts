import { randomBytes } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { sandboxCredentials } from '../../sandbox/launcher/sandbox';
import type { Rest } from '../../sandbox/launcher/rest';
import { loggedIn, shared } from '../n8n/support/shared';
import { createCredential } from '../n8n/support/workflows';
import { Editor } from './editor';

const MINUTES = 60_000;
jest.setTimeout(3 * MINUTES);
const { instance, simulator } = shared();
const { digiCert, akamai } = sandboxCredentials(simulator);

let rest: Rest;
let editor: Editor;
beforeAll(async () => {
	rest = await loggedIn();
	editor = await Editor.open(instance.origin);
	await editor.logIn(instance.login);
}, MINUTES);
afterAll(async () => await editor.close());

async function verdictOn(
	type: string,
	data: ICredentialDataDecryptedObject,
	picture: string,
): Promise<{ passed: boolean; text: string }> {
	const { id } = await createCredential(rest, type, data, `${type} for a test`);
	await editor.openCredential(id);
	const verdict = await editor.testCredential();
	await editor.picture(picture);
	return verdict;
}

describe('The test button of a credential', () => {
	it('is green for a DigiCert key that works', async () => {
		const verdict = await verdictOn(digiCert.type, digiCert.data, 'credential-DigiCert-green');
		expect(verdict).toMatchObject({ passed: true });
		expect(verdict.text).toContain('Connection tested successfully');
	});

	it('is red for a wrong DigiCert key, and says so', async () => {
		const data = { ...digiCert.data, apiKey: randomBytes(32).toString('hex').toUpperCase() };
		const verdict = await verdictOn(digiCert.type, data, 'credential-DigiCert-red');
		expect(verdict.passed).toBe(false);
		expect(verdict.text).toMatch(/API key/i);
	});

	it('is green for an Akamai client that works', async () => {
		const verdict = await verdictOn(akamai.type, akamai.data, 'credential-Akamai-green');
		expect(verdict).toMatchObject({ passed: true });
	});

	it('is red for a wrong Akamai secret, and says so', async () => {
		const data = { ...akamai.data, clientSecret: randomBytes(32).toString('base64') };
		const verdict = await verdictOn(akamai.type, data, 'credential-Akamai-red');
		expect(verdict.passed).toBe(false);
		expect(verdict.text).toMatch(/signature|client secret/i);
	});
});
