import type { Strike } from './world';

/** What a service may answer in place of what was asked for. */

const errors = { errors: [{ code: 'never_heard_of', message: 'Words of the service' }] };
const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };

/** Says by its status that it is no answer. */
export const REFUSED: Record<string, Strike> = {
	401: { status: 401, body: errors },
	403: { status: 403, body: errors },
	404: { status: 404, body: errors },
	409: { status: 409, body: errors },
	// Longer than anybody waits for
	429: { status: 429, headers: { 'retry-after': '600' }, body: errors },
	500: { status: 500, body: errors },
};

/** Status 200, or none at all. */
export const ODD: Record<string, Strike> = {
	'a page': { headers: html, body: '<html><body>Please sign in</body></html>' },
	'an empty object': { body: {} },
	'an empty body': { headers: json, body: '' },
	'truncated JSON': { headers: json, body: '{"id":1,"status":"iss' },
	'a cut connection': 'cut',
};

export const ANSWERS = { ...REFUSED, ...ODD };
