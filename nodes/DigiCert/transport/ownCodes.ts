import type { OwnCode } from '../../shared/ownCodes';

/** Codes of this package for what happens around DigiCert. */
export const DIGICERT_OWN = {
	unclear: {
		code: 'unclear',
		happened: 'The answer to an order was lost, and the order did not show up in time',
		done: 'Not known; it may have been placed and paid.',
		next: 'With Duplicate Protection run the same item again: a placed order is found and adopted. Without it look in CertCentral first.',
	},
	alternativeOrderId: {
		code: 'alternative_order_id',
		happened: "The 'Alternative Order ID' belongs to another order, or to one that is over",
		done: 'Nothing was ordered.',
		next: "Give this order an 'Alternative Order ID' of its own, or leave it empty.",
	},
	orderNotReadable: {
		code: 'order not readable',
		happened: 'A young order that could be this one is listed, but cannot be read yet',
		done: 'Nothing was ordered by this run; the order that is listed may be the one that is wanted.',
		next: 'Run this item again in some minutes.',
	},
	hiddenOrders: {
		code: 'orders hidden',
		happened:
			'List orders counts orders of this common name that it does not show, and one could be this one',
		done: 'Nothing was ordered.',
		next: 'Give the key a role that may view the orders of all divisions, or run this item again in a minute.',
	},
	customFields: {
		code: 'custom_fields',
		happened: "'Custom Fields' lacks one that the account requires",
		done: 'Nothing was ordered.',
		next: "Add it under 'Additional Fields' > 'Custom Fields'.",
	},
	severalRequests: {
		code: 'several requests',
		happened: 'The order has several pending requests, and which one is meant is not said',
		done: 'Nothing was decided.',
		next: "Set 'Request' to the one that is meant.",
	},
	otherKind: {
		code: 'other kind of request',
		happened:
			'What is pending for the order is no request for a certificate, but a revocation, say, or of a kind that is not known',
		done: 'Nothing was decided.',
		next: "Set 'Request' to it if that is what you want to decide.",
	},
	otherOrder: {
		code: 'other order',
		happened: "'Request' or 'Certificate' belongs to another order than the one under 'Order'",
		done: 'Nothing was sent.',
		next: "Correct 'Request', 'Certificate' or 'Order'.",
	},
	notCurrent: {
		code: 'validation not current',
		happened: 'A duplicate needs domains whose validation is current',
		done: 'Nothing was sent.',
		next: 'Reissue first (Order > Reissue), or validate the domain (Domain > Submit).',
	},
	notReplaceable: {
		code: 'not replaceable',
		happened: 'The order has no certificate that can be reissued or duplicated',
		done: 'Nothing was sent.',
		next: 'Place a new order, or wait until this one leaves Check Status by Done.',
	},
	namesRemoved: {
		code: 'names removed',
		happened:
			'A reissue would leave out a name or change the common name, and DigiCert would revoke the earlier certificates of the order',
		done: 'Nothing was sent.',
		next: "Add what is missing to 'DNS Names'. If it is meant so, turn on 'Allow Removing Names'.",
	},
	namesAdded: {
		code: 'names added',
		happened: 'A reissue would add names, which may cost money',
		done: 'Nothing was sent.',
		next: "Take these names out, or turn on 'Allow Adding Names'.",
	},
	notLonger: {
		code: 'not longer',
		happened: 'A reissue would end as soon as the certificate that is there',
		done: 'Nothing was sent.',
		next: "Place a new order, or turn on 'Allow the Same End' for a new key in the same term.",
	},
	nothingPending: {
		code: 'nothing pending',
		happened: 'Nothing of the order is pending that could be canceled',
		done: 'Nothing was sent.',
		next: 'An issued certificate is revoked, not canceled.',
	},
	nothingToRevoke: {
		code: 'nothing to revoke',
		happened: 'What is to be revoked has not been issued',
		done: 'Nothing was sent.',
		next: 'Cancel the order instead, if it is not wanted.',
	},
	notConfirmed: {
		code: 'not confirmed',
		happened: "'Order ID Again' is empty, so the certificates that would be revoked are told",
		done: 'Nothing was sent.',
		next: "Type the ID of the order under 'Order ID Again' to revoke them.",
	},
	reissuePending: {
		code: 'reissue pending',
		happened: 'A reissue of the order is pending, so it takes no revocation and no other reissue',
		done: 'Nothing was sent.',
		next: 'Wait until it is issued, or cancel it (Order > Cancel).',
	},
	revocationPending: {
		code: 'revocation pending',
		happened:
			'A request to revoke is pending, and DigiCert does not tell whether it is for one certificate of the order or for all',
		done: 'Nothing was sent.',
		next: 'Decide that request first (Request > Approve or Reject), naming it.',
	},
	notIssued: {
		code: 'not issued',
		happened: 'The order has no certificate yet',
		done: 'Nothing; a download changes nothing.',
		next: "Use 'Check Status' until the order leaves by Done, then download.",
	},
	noneOfCsr: {
		code: 'none of this CSR',
		happened: 'The order has certificates, but none whose public key is that of the CSR',
		done: 'Nothing; a download changes nothing.',
		next: 'Reissue the order with this CSR (Order > Reissue), which costs nothing, then download.',
	},
	tooFewShown: {
		code: 'too few certificates shown',
		happened: 'DigiCert shows fewer certificates of the order than requests for one were approved',
		done: 'Nothing; a download changes nothing.',
		next: 'Look for the certificate of this CSR in CertCentral, and download it by its certificate ID.',
	},
	otherCertificate: {
		code: 'other certificate',
		happened: 'The serial number of what was downloaded is not that of the order',
		done: 'Nothing; a download changes nothing.',
		next: 'Do not install it. Download again in a minute.',
	},
	tooManyUnclear: {
		code: 'too many unclear',
		happened:
			'The outcomes of more than 2,000 hosts of a run are unclear, so no more could be noted for the case of a crash',
		done: 'Nothing was sent for this host.',
		next: 'Check the status of the unclear hosts, then run the rest again.',
	},
	mostRetries: {
		code: 'most retries',
		happened: "A host has been retried as often as 'Most Retries' allows, and failed again",
		done: 'Nothing was sent for this host.',
		next: 'Put the cause of the failure right, then retry it, or request a new automation.',
	},
	noAutomationUrl: {
		code: 'no automation URL',
		happened:
			'The credential names no host of the Automation API, and for its region none is documented',
		done: 'Nothing was sent.',
		next: "Ask DigiCert for the host and enter it as 'Automation URL' of the credential.",
	},
} as const satisfies Record<string, OwnCode>;
