/** Words that mean the same, of other copies of this API. */
const SAME_WORD: Record<string, string> = {
	canceled: 'cancelled',
	failed: 'error',
	failure: 'error',
	complete: 'completed',
};

/** The one word for the state of a change, in whatever case, with a blank or underscore for the hyphen. */
export function stateWord(word: string): string {
	const plain = word
		.trim()
		.toLowerCase()
		.replace(/[\s_]+/g, '-');
	return SAME_WORD[plain] ?? plain;
}
