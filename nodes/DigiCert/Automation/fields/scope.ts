import type { INodeProperties } from 'n8n-workflow';

import { text } from '../../../shared/form/fields';
import { Reader } from '../../../shared/reader/reader';
import type { PartialScope } from '../../api/account';

const FROM_CREDENTIAL = 'Taken from the credential';

export const scopeFields: INodeProperties[] = [
	text(
		'Account ID',
		'accountId',
		'The CertCentral account; when empty, that of the credential or of the user of its API key',
		{ placeholder: FROM_CREDENTIAL },
	),
	text(
		'Division ID',
		'divisionId',
		'The division (container); when empty, that of the credential or of the user of its API key',
		{ placeholder: FROM_CREDENTIAL },
	),
];

export const readScope = (reader: Reader): PartialScope => ({
	accountId: reader.id('accountId'),
	divisionId: reader.id('divisionId'),
});
