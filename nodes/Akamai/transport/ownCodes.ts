import type { OwnCode } from '../../shared/ownCodes';

/** Codes of this package for what happens around Akamai. */
export const AKAMAI_OWN = {
	/** The status under which CPS refuses it; the node has found out which of the causes it is. */
	conflict: {
		code: '409',
		happened:
			'No new enrollment: another one has the common name, or the contract took one a moment ago',
		done: 'Nothing was created.',
		next: "Name taken: use that enrollment, choose another 'Common Name', or set 'Allow Duplicate CN'. Else run this item again after the interval that the text names.",
	},
	severalChanges: {
		code: 'several changes',
		happened: 'The enrollment has several pending changes, and which one is meant is not said',
		done: 'Nothing was changed.',
		next: "Choose one of them in 'Change'.",
	},
	noPendingChange: {
		code: 'no pending change',
		happened: 'The enrollment has no pending change',
		done: 'Nothing was changed.',
		next: 'Change > Check Status tells what became of its last one.',
	},
	pendingChange: {
		code: 'pending change',
		happened: 'The enrollment has a pending change that is not cancelled for this',
		done: 'Nothing was changed.',
		next: 'Wait until that change is over (Change > Check Status), or cancel it (Change > Cancel), then run this item again.',
	},
	nothingBegun: {
		code: 'nothing begun',
		happened: 'CPS took the renewal or deletion, names no change for it, and shows none',
		done: 'As far as CPS shows, nothing.',
		next: 'Look with Enrollment > Get after some minutes. Where no change is pending and the enrollment is as before, run this item again, or begin it in Akamai Control Center.',
	},
	losesFips: {
		code: 'loses FIPS mode',
		happened: 'CPS takes the enrollment in a version only that does not know its FIPS mode',
		done: 'Nothing was changed.',
		next: 'Make the change in Akamai Control Center.',
	},
	notConfirmed: {
		code: 'deletion not confirmed',
		happened: "'Enrollment ID Again' is empty, so nothing is deleted",
		done: 'Nothing was deleted.',
		next: "Type the ID once more in 'Enrollment ID Again' if this is the one.",
	},
	notAsked: {
		code: 'not asked for',
		happened: 'The change does not ask for this input: it is at another step, or over',
		done: 'Nothing was changed.',
		next: 'Change > Check Status tells what it waits for.',
	},
	noCsr: {
		code: 'no CSR',
		happened: 'Neither a pending change nor the history of the enrollment has a CSR of this kind',
		done: 'Nothing; a read changes nothing.',
		next: "Choose the other 'Key Algorithm', or wait until the change asks for the certificate.",
	},
	warnings: {
		code: 'warnings',
		happened: "The change has warnings that 'Accept' does not cover",
		done: 'Nothing was acknowledged.',
		next: "Change > Get Warnings explains each. Put right what it names, or let 'Accept' cover it.",
	},
	misfit: {
		code: 'certificate does not fit',
		happened:
			'The certificate is not made of the CSR of this change, or lacks a name of the enrollment',
		done: 'Nothing was uploaded.',
		next: 'Order with the CSR and the names that Change > Get CSR gives, and upload what is issued for it.',
	},
	refusedCertificate: {
		code: 'certificate refused',
		happened: 'CPS took the upload, and refuses the certificate or its chain',
		done: 'The certificate was uploaded, and nothing is deployed.',
		next: 'Put right what the text names; where CPS asks for no other certificate, cancel the change and begin anew.',
	},
	otherUploaded: {
		code: 'other certificate uploaded',
		happened: 'Another certificate was uploaded for this change',
		done: 'Nothing was uploaded.',
		next: 'Let the change go on with it, or cancel it (Change > Cancel) and begin anew: what was uploaded cannot be replaced.',
	},
	validationErrors: {
		code: 'validation errors',
		happened: 'CPS reports errors in what waits on the staging network',
		done: 'Nothing was released.',
		next: 'Correct what the errors name with a new change; this one is not released.',
	},
	otherHash: {
		code: 'other hash',
		happened: 'What waits on the staging network has changed since it was looked at',
		done: 'Nothing was released.',
		next: 'Look at it again with Change > Get Management Info, then approve what it shows.',
	},
	changeEnded: {
		code: 'change ended',
		happened: 'The change was cancelled or ended in an error before it was seen to take the answer',
		done: 'The answer may have been taken; nothing comes of it any more.',
		next: 'Change > Check Status and Akamai Control Center tell why; put that right, cancel what is left of it (Change > Cancel), and begin a new change.',
	},
	changeOver: {
		code: 'change over',
		happened: 'The change is over, so that nothing is left to cancel',
		done: 'Nothing was cancelled.',
		next: 'Change > Check Status tells how it ended.',
	},
} as const satisfies Record<string, OwnCode>;
