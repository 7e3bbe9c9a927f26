/** Sets of outputs of an operation; failures leave by the last output of the set. */
export const OUTPUTS = {
	main: ['Main'],
	status: ['Done', 'In Progress', 'Needs Action', 'Failed'],
	accepted: ['Accepted', 'Rejected'],
	ready: ['Ready', 'Not Ready'],
} as const;

export type OutputSet = keyof typeof OUTPUTS;
