import type { INodeProperties } from 'n8n-workflow';

import { readEmails } from '../../../shared/reader/emails';
import type { Reader } from '../../../shared/reader/reader';

export const additionalEmails: INodeProperties = {
	displayName: 'Additional Emails',
	name: 'additionalEmails',
	type: 'string',
	default: '',
	placeholder: 'e.g. certificates@example.com, web@example.com',
	description: 'Who else gets the notifications of the certificate, separated by commas',
};

/** A comma list on the wire (Create bulk automation). */
export const readAdditionalEmails = (reader: Reader): string | undefined =>
	readEmails(reader, 'additionalFields.additionalEmails')?.join(',');
