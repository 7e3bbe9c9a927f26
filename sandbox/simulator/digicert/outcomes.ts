/** What becomes of an order once it is accepted; a step is [share of the issuing time, status]. */
export interface OutcomeScript {
	/** The request waits for an approver whatever skip_approval says */
	needsApproval?: true;
	/** A name on the order counts as not validated */
	unvalidated?: true;
	steps: Array<[number, string]>;
}

export const OUTCOMES = {
	issued: {
		steps: [
			[0.5, 'processing'],
			[1, 'issued'],
		],
	},
	instant: { steps: [[0, 'issued']] },
	'needs-approval': {
		needsApproval: true,
		steps: [
			[0.5, 'processing'],
			[1, 'issued'],
		],
	},
	rejected: {
		steps: [
			[0.5, 'processing'],
			[1, 'rejected'],
		],
	},
	denied: { steps: [[1, 'denied']] },
	unvalidated: {
		unvalidated: true,
		steps: [
			[0.5, 'processing'],
			[1, 'issued'],
		],
	},
	stuck: { steps: [[0.5, 'processing']] },
	slow: {
		steps: [
			[0.5, 'processing'],
			[10, 'issued'],
		],
	},
	'waiting-pickup': { steps: [[1, 'waiting_pickup']] },
	'odd-status': { steps: [[0.5, 'legal_hold']] },
	/** Led by an automation, which says itself when the certificate is there */
	automation: { steps: [] },
} satisfies Record<string, OutcomeScript>;

export type Outcome = keyof typeof OUTCOMES;

export function isOutcome(word: string): word is Outcome {
	return word in OUTCOMES;
}

/** A label of the common name decides: `rejected.example.com`, `instant-17.example.com`. */
export function outcomeOf(commonName: string): Outcome {
	const words = commonName.split('.').map((label) => label.replace(/-\d+$/, ''));
	return words.find(isOutcome) ?? 'issued';
}
