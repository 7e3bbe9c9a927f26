import type { IDataObject } from 'n8n-workflow';

import { asObjects, asText, isEmpty } from '../../shared/values';

/** Words of an error beside a thing: it may be an old one, or not be all of it. */
export const speaksOfError = (answer: IDataObject): boolean =>
	['errors', 'error', 'message', 'error_message', 'error_code', 'exception', 'fault'].some(
		(name) => !isEmpty(answer[name]) && answer[name] !== false,
	) ||
	(!isEmpty(answer.success) && String(answer.success) !== 'true');

/** Words of failure beside what was made: it may have been refused afterwards. */
export const contradicts = (answer: IDataObject): boolean =>
	speaksOfError(answer) ||
	asObjects(answer.requests).some(({ status }) => asText(status)?.toLowerCase() === 'rejected');
