import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../../shared/failure';
import type { Job } from '../../../shared/operation/operation';
import type { Scope } from '../../api/account';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import type { ReadVerdicts, Verdict } from './verdicts';

/** Why a host is not sent again. */
export interface Earlier {
	why: string;
	/** It is not known either whether the request before was carried out. */
	unclear?: true;
	/** By a call of another execution that began after the list was read */
	meanwhile?: true;
}

/** One host on its way through a run. */
export interface HostRun<I extends HostInput> {
	job: Job<I>;
	scope: Scope;
	/** Key of this host and API key among those that this process has sent. */
	key: string;
	/** A call for this host after this moment, by whomever, stands in the way of another. */
	since: number;
	/** The host in the automated-IP list before the first call, and after the last one. */
	before?: IDataObject;
	row?: IDataObject;
	verdict?: Verdict;
	failure?: Failure;
	reused?: Earlier;
	/** The answer was lost, and the list shows that the request was carried out. */
	recovered?: boolean;
	/** Another run left a note of it, so it was not sent by this one. */
	noted?: boolean;
}

/** What an operation that starts automations does in its own way. */
export interface Submission<I extends HostInput> {
	path: string;
	/** Calls under way at once. */
	concurrency: number;
	/** Places orders: hosts in progress or just requested are not sent again. */
	buys: boolean;
	/** License keys and the like, before anything is sent. */
	prepare?(entry: HostRun<I>, automation: Automation): Promise<void>;
	calls(entries: Array<HostRun<I>>): Array<Array<HostRun<I>>>;
	body(entries: Array<HostRun<I>>): IDataObject;
	secrets(entry: HostRun<I>): string[];
	read: ReadVerdicts;
	/** Reads the list again for accepted hosts, to find their automation IDs. */
	resolves(input: I): boolean;
	windowHours(input: I): number;
	/** Seconds for which the list is read again for a host whose answer was lost. */
	visibleWithin(input: I): number;
	/** Milliseconds for which a call may wait for its slot after the list was read. */
	holdsFor?: number;
}
