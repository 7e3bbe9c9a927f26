import type { INodeProperties } from 'n8n-workflow';

import { Reader } from '../../../shared/reader/reader';
import type { PartialScope } from '../../api/account';

export const scopeFields: INodeProperties[] = [
	{
		displayName: 'Account ID',
		name: 'accountId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1234567',
		description:
			'The CertCentral account; when empty, that of the credential or of the user of its API key',
	},
	{
		displayName: 'Division ID',
		name: 'divisionId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 123456',
		description:
			'The division (container); when empty, that of the credential or of the user of its API key',
	},
];

const LARGEST_ID = 999_999_999_999_999;

export const readScope = (reader: Reader): PartialScope => ({
	accountId: reader.integer('accountId', 1, LARGEST_ID),
	divisionId: reader.integer('divisionId', 1, LARGEST_ID),
});
