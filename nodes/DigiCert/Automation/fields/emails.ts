import { text } from '../../../shared/form/fields';
import { readEmails } from '../../../shared/reader/emails';
import type { Reader } from '../../../shared/reader/reader';

export const additionalEmails = text(
	'Additional Emails',
	'additionalEmails',
	'Who else gets the notifications of the certificate, separated by commas',
	{ placeholder: 'e.g. certificates@example.com, web@example.com' },
);

/** A comma list on the wire (Create bulk automation). */
export const readAdditionalEmails = (reader: Reader): string | undefined =>
	readEmails(reader, 'additionalFields.additionalEmails')?.join(',');
