/** A code that this package gives a failure itself; docs/errors.md prints all of them. */
export interface OwnCode {
	code: string;
	happened: string;
	/** Whether anything was carried out, and so perhaps paid. */
	done: string;
	next: string;
}

/** Own codes that belong to no service; each service has its own ones beside its table of errors. */
export const OWN = {
	credential: {
		code: 'credential',
		happened: 'A field of the credential is empty or cannot be used; the run ends',
		done: 'Nothing was sent.',
		next: 'Correct the field that the text names, then run again.',
	},
	noAnswer: {
		code: 'no answer',
		happened:
			'The service did not answer; a read was tried four times, and the run ends. What changes something is not repeated blindly',
		done: 'By a read nothing. Of what changes something it is not known.',
		next: 'Check that the n8n server reaches the host, then run the same item again.',
	},
	unreadable: {
		code: 'unreadable answer',
		happened: 'The service reports success, but what it sent is not what it documents',
		done: 'By a read or download nothing. Of what changes something it is not known.',
		next: 'Run the same item again in a minute.',
	},
	listMoved: {
		code: 'list changed',
		happened:
			'Rows came or went while a list was read page by page, each time it was read, so some may be missing',
		done: 'Nothing; without the whole list nothing is sent.',
		next: 'Run this item again in a minute.',
	},
	tooManyRequests: {
		code: '429',
		happened: 'The service refuses more requests, for longer or more often than the node waits',
		done: 'Nothing, as far as the answer says; a paid call is looked up before it is made again.',
		next: 'Run again after the time that the text names.',
	},
	noSlot: {
		code: 'no slot',
		happened: 'This kind of call has a limit of its own, and no slot came free in time',
		done: 'Nothing was sent.',
		next: 'Run this item again later, or allow a longer wait.',
	},
	outdated: {
		code: 'outdated',
		happened:
			'The slot for a paid call came so late that the look-up before it no longer holds; the node looks anew by itself, so this is hardly ever seen',
		done: 'Nothing was sent.',
		next: 'Run this item again.',
	},
	stopped: {
		code: 'stopped',
		happened: 'The execution was stopped, or ran into its time-out, before this call',
		done: 'Nothing was sent by this call.',
		next: 'Run this item again when it is wanted.',
	},
	cut: {
		code: 'cut by Stop',
		happened: 'The execution was stopped while a call that changes something was under way',
		done: 'Not known; it may have been carried out and paid.',
		next: 'Run the same item again: what was placed is found and adopted.',
	},
	notTried: {
		code: 'not tried',
		happened:
			'An outcome before this item ended the run: it concerns everybody, or was the third unclear one in a row',
		done: 'Nothing was sent for this item.',
		next: 'See to the cause that the text names, then run this item again.',
	},
} as const satisfies Record<string, OwnCode>;
