/** The Services API's refusal: `{errors: [{code, message}]}` under an HTTP status. */
export class ServicesError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}

	get body(): { errors: Array<{ code: string; message: string }> } {
		return { errors: [{ code: this.code, message: this.message }] };
	}
}

export const notFound = (what: string) =>
	new ServicesError(404, `not_found|${what}`, `The specified ${what} was not found.`);

export const invalidValue = (field: string, message: string) =>
	new ServicesError(400, `invalid_value:${field}`, message);

export const accessDenied = (reason: string) =>
	new ServicesError(403, `access_denied|${reason}`, `Access denied due to ${reason}.`);

/** The message says "Service unavailable" under a 429 (documented so). */
export const limitExceeded = () =>
	new ServicesError(
		429,
		'request_limit_exceeded',
		'Service unavailable, please limit request volume',
	);
