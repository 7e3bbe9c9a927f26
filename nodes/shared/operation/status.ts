import type { IDataObject } from 'n8n-workflow';

export const STATES = ['done', 'inProgress', 'needsAction', 'failed'] as const;

/** The four states of everything that takes time; the order is the order of the outputs. */
export type State = (typeof STATES)[number];

export interface Status {
	state: State;
	vendorStatus: string;
	retryable: boolean;
	/** Who must do something now: nobody, approver, domain owner, certificate manager … */
	whoActs: string;
	nextStep: string;
}

/** JSON of a status item: what it says of the state, then what identifies the thing. */
export const statusJson = (status: Status, thing: IDataObject): IDataObject => ({
	...thing,
	...status,
});
