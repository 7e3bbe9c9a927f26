import type { INodeProperties } from 'n8n-workflow';

import type { Reader } from '../../../shared/reader';

export const additionalEmails: INodeProperties = {
	displayName: 'Additional Emails',
	name: 'additionalEmails',
	type: 'string',
	default: '',
	placeholder: 'e.g. certificates@example.com, web@example.com',
	description: 'Who else gets the notifications of the certificate, separated by commas',
};

const ADDRESS = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

/** A comma list on the wire (seed 000). */
export function readEmails(reader: Reader): string | undefined {
	const emails = reader.list('additionalFields.additionalEmails');
	const wrong = emails.find((email) => !ADDRESS.test(email));
	if (wrong)
		reader.refuse('additionalFields.additionalEmails', `holds "${wrong}", no e-mail address`);
	return emails.length > 0 ? emails.join(',') : undefined;
}
