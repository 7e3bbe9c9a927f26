import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

/** A node in a workflow of n8n's engine, behind one that hands it the items. */
export interface NodeArm
	extends Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'> {
	kind: 'node';
	node: 'certCentral' | 'automation' | 'httpRequest';
	parameters: INodeParameters;
}

export type LoopCall = 'createOrder' | 'getOrder' | 'viewAutomationDetails';

/** A node that does nothing but the call: what no node in n8n's engine can be cheaper than. */
export interface HelperArm {
	kind: 'helper';
	call: LoopCall;
}

/** A bare loop over a keep-alive HTTP client: what no node can be cheaper than. */
export interface LoopArm {
	kind: 'loop';
	call: LoopCall;
}

export interface Work {
	arm: NodeArm | HelperArm | LoopArm;
	/** Values of the DigiCert credential */
	credential: IDataObject;
	items: IDataObject[];
	/** Executions at once that share the items; one, if it is not said. */
	executions?: number;
}

/** What one process does: warm up against one account, then be measured against another. */
export interface Task {
	warmUp: Work;
	measured: Work;
}

/** What came out of an arm, whichever it is. */
export interface Output {
	/** Items that hold an answer */
	answered: number;
	/** Items that hold an error, or why there are no items at all */
	failed: number;
	error?: string;
	/** Order ids on items */
	ids: number[];
}

export interface Usage {
	seconds: number;
	cpuMs: number;
	/** Resident memory at its highest, above what the warm process held, in bytes */
	peakBytes: number;
	/** Heap still in use when the output is there and garbage is collected, above what it was */
	heldBytes: number;
}

export type Measured = Output & Usage;

/** Runs one piece of work; what it gives holds the whole output until it is summed up. */
export type Run = (work: Work) => Promise<() => Output>;
