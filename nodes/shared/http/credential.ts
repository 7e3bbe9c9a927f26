import { type ICredentialDataDecryptedObject, UserError } from 'n8n-workflow';

import { asFailure, Failure } from '../failure';
import { OWN } from '../ownCodes';

/** Whatever is wrong with a credential shows before the first call, not as a lost answer. */
export async function withUsableCredential<T>(service: string, read: () => Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (error) {
		throw unusable(service, asFailure(error));
	}
}

const unusable = (service: string, { message }: Failure): Failure =>
	new Failure({
		class: 'fixRights',
		code: OWN.credential.code,
		message,
		whoActs: 'owner of the credential',
		nextStep: `Correct the ${service} credential of this node, then run again.`,
	});

/** A field of a credential as trimmed text; empty if it is none. */
export function credentialText(credentials: ICredentialDataDecryptedObject, field: string): string {
	const value = credentials[field];
	return typeof value === 'string' ? value.trim() : '';
}

/** A key or token: printable ASCII, since it travels in a header. Its value is never repeated. */
export function secretText(
	credentials: ICredentialDataDecryptedObject,
	field: string,
	label: string,
): string {
	const value = credentialText(credentials, field);
	if (!value) throw new UserError(`The credential field "${label}" is empty`);
	if (/^[\x21-\x7e]+$/.test(value)) return value;
	throw new UserError(
		`The credential field "${label}" holds blanks or special characters that no such value has: copy it anew`,
	);
}
