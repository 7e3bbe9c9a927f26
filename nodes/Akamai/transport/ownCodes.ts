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
} as const satisfies Record<string, OwnCode>;
