import type { IDataObject } from 'n8n-workflow';

import { OWN } from './ownCodes';

/**
 * What a failure means for the user, whatever the service calls it. Each class says whether a
 * repeat helps, who acts and what comes next; a code of a service may say it more exactly.
 */
export const FAILURE_CLASSES = {
	wait: {
		retryable: true,
		whoActs: 'nobody',
		nextStep: 'Nothing was done. Run this item again later.',
	},
	unclear: {
		retryable: true,
		whoActs: 'workflow owner',
		nextStep:
			'The answer was lost. Run the same item again: what was placed is found and adopted, not bought again.',
	},
	settle: {
		retryable: true,
		whoActs: 'nobody',
		nextStep: 'The service is still moving. Check again in a minute.',
	},
	fixRequest: {
		retryable: false,
		whoActs: 'workflow owner',
		nextStep: 'Correct the parameter and run this item again.',
	},
	fixWorld: {
		retryable: false,
		whoActs: 'certificate manager',
		nextStep: 'Put right what the text names, then run this item again.',
	},
	fixRights: {
		retryable: false,
		whoActs: 'administrator of the API client',
		nextStep: 'Check the credential and the rights of its key, then run again.',
	},
	notEligible: {
		retryable: false,
		whoActs: 'certificate manager',
		nextStep: 'The service does not take this one as it is. Check its status.',
	},
	fixClock: {
		retryable: false,
		whoActs: 'server administrator',
		nextStep: 'Set the clock of the n8n server (NTP), then run again.',
	},
} as const;

export type FailureClass = keyof typeof FAILURE_CLASSES;

export interface FailureFields {
	class: FailureClass;
	/** Message for the user; the service's own words where there are any. */
	message: string;
	/** The service's own code, the HTTP status, or one of `OWN`: never spelled out where it is used. */
	code?: string;
	/** HTTP status of the answer that says so; none where there was no answer. */
	status?: number;
	/** Milliseconds that the service asks to wait. */
	askedMs?: number;
	/** What is already known of the thing: order id, key, host. Never lost on the way out. */
	ids?: IDataObject;
	retryable?: boolean;
	whoActs?: string;
	nextStep?: string;
	/** Concerns every item (bad key, missing right, skewed clock, unreachable host): ends the run. */
	everybody?: boolean;
}

/** What a code means here. `words` is used where the service sends none worth showing. */
export interface CodeMeaning {
	code: string;
	class: FailureClass;
	words: string;
	whoActs?: string;
	nextStep?: string;
	retryable?: boolean;
	everybody?: boolean;
}

/** The one error of this package. Everything thrown below the item wrapper is, or becomes, one. */
export class Failure extends Error {
	readonly class: FailureClass;

	readonly code: string | undefined;

	readonly status: number | undefined;

	readonly askedMs: number | undefined;

	readonly ids: IDataObject;

	readonly retryable: boolean;

	readonly whoActs: string;

	readonly nextStep: string;

	readonly everybody: boolean;

	constructor(fields: FailureFields) {
		super(fields.message);
		this.name = 'Failure';
		const words = FAILURE_CLASSES[fields.class];
		this.class = fields.class;
		this.code = fields.code;
		this.status = fields.status;
		this.askedMs = fields.askedMs;
		this.ids = fields.ids ?? {};
		this.retryable = fields.retryable ?? words.retryable;
		this.whoActs = fields.whoActs ?? words.whoActs;
		this.nextStep = fields.nextStep ?? words.nextStep;
		this.everybody =
			fields.everybody ?? (fields.class === 'fixRights' || fields.class === 'fixClock');
	}

	/** The same failure that also knows these ids. */
	knowing(ids: IDataObject): Failure {
		return new Failure({
			class: this.class,
			message: this.message,
			code: this.code,
			status: this.status,
			askedMs: this.askedMs,
			ids: { ...this.ids, ...ids },
			retryable: this.retryable,
			whoActs: this.whoActs,
			nextStep: this.nextStep,
			everybody: this.everybody,
		});
	}

	/** The JSON of an item that failed: exactly `error` and `details`. */
	toJson(): IDataObject {
		return {
			error: this.message,
			details: {
				ids: this.ids,
				code: this.code ?? this.class,
				retryable: this.retryable,
				whoActs: this.whoActs,
				nextStep: this.nextStep,
			},
		};
	}
}

export function asFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	const message = error instanceof Error ? error.message : 'The reason is not known';
	return new Failure({ class: 'fixWorld', message, whoActs: 'workflow owner' });
}

export const badInput = (message: string): Failure => new Failure({ class: 'fixRequest', message });

/** What was not started because an earlier outcome concerns everybody. */
export const notTried = (cause: Failure): Failure =>
	new Failure({
		class: cause.class === 'unclear' ? 'wait' : cause.class,
		code: OWN.notTried.code,
		message:
			cause.class === 'unclear'
				? 'Not tried, since the outcomes before it are unclear'
				: `Not tried: ${cause.message}`,
		retryable: cause.retryable,
		whoActs: cause.whoActs,
		nextStep:
			cause.class === 'unclear'
				? 'Nothing was sent for this item. Settle the unclear ones first, then run it again.'
				: `Nothing was sent for this item. ${cause.nextStep}`,
	});
