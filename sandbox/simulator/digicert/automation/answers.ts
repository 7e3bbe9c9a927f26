/** What `data.errors[]` and the maps of the retry call hold. */
export interface AutomationProblem {
	errorCode: string;
	errorField: string;
	errorMessage: string;
}

/** Error codes that the documents show. */
export const MISSING = '1004';
export const NOT_ELIGIBLE_FOR_RETRY = '1028';
/** The sandbox's own: the documents show no code for what a request must not be. */
export const NOT_VALID = '1000';

export const problem = (
	errorCode: string,
	errorField: string,
	errorMessage: string,
): AutomationProblem => ({ errorCode, errorField, errorMessage });

export const missing = (field: string) =>
	problem(MISSING, field, `No ${field} specified for automation`);

/** HTTP 200, `error: null`, and the failure inside: the documented form. */
export const failed = (errors: AutomationProblem[]) => ({
	error: null,
	data: { errors, status: {} },
});

export const succeeded = (data: unknown) => ({ error: null, data });

/** A body that the API cannot take at all. */
export class AutomationError extends Error {
	constructor(
		readonly field: string,
		message: string,
		readonly status = 400,
	) {
		super(message);
	}

	get body() {
		return { error: problem(NOT_VALID, this.field, this.message), data: null };
	}
}
