import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../../shared/failure';
import type { Job } from '../../../shared/operation/operation';
import type { Scope } from '../../api/account';
import type { LicenseKeys } from '../../api/agents';
import type { AutomatedIp } from '../../api/automatedIps';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import type { HostMemory } from './hostMemory';
import type { HostKey } from './sentHosts';
import type { Verdict } from './told';
import type { ReadVerdicts } from './verdicts';

/** Why a host is not sent again. */
export type Earlier =
	/** As the list shows: a new automation would be a second order. */
	| { is: 'inProgress'; status?: string }
	/** Requested within Duplicate Window, by whomever */
	| { is: 'inWindow'; status?: string }
	/** It has an automation, and nothing tells when that was requested. */
	| { is: 'undated'; status?: string }
	/** It is not known either whether the request before was carried out. */
	| { is: 'lostBefore' }
	/** Another execution is sending it; what becomes of that call is waited for. */
	| { is: 'underWay' }
	/** Another execution sent it after the list was read, so its automation is a new one. */
	| { is: 'sentMeanwhile' }
	/** DigiCert refused it, or a run told of its note; what was done all the same shows by then. */
	| { is: 'justRefused'; until: number };

/** How far a host has come. */
export type Standing =
	/** May be sent, once it was looked for; then with the license keys found. */
	| { is: 'open'; keys?: LicenseKeys }
	/** `row`: its automation as the list shows it afterwards, or as this process saw it last */
	| { is: 'held'; by: Earlier; row?: Partial<AutomatedIp> }
	/** Proven: nothing was done. */
	| { is: 'notSent'; failure: Failure }
	/** An answer says so; the list is still to tell whether it is true. */
	| { is: 'refused'; failure: Failure }
	| {
			is: 'sent';
			verdict: Verdict;
			/** As the list shows it afterwards, where its automation is new or has changed */
			row?: AutomatedIp;
			/** The answer was lost, and the list shows that the request was carried out. */
			recovered?: true;
			/** An answer refused it, and nobody knows whether that is true. */
			refusal?: Failure;
			/** By another run, which left a note of it, and not by this one */
			noted?: true;
	  };

/** One host on its way through a run. Each step gives it anew, as it stands after it. */
export interface HostRun<I extends HostInput, S extends Standing = Standing> extends HostKey {
	job: Job<I>;
	scope: Scope;
	/** What this process knows of hosts. */
	memory: HostMemory;
	/** A call for this host after this moment, by whomever, stands in the way of another. */
	since: number;
	/** Milliseconds for which the list may not show what was done. */
	lagMs: number;
	/** The host in the automated-IP list before it was sent. */
	before?: AutomatedIp;
	standing: S;
}

export type Named<N extends Standing['is']> = Extract<Standing, { is: N }>;

export type OpenRun<I extends HostInput> = HostRun<I, Named<'open'>>;
export type HeldRun<I extends HostInput> = HostRun<I, Named<'held'>>;
export type SentRun<I extends HostInput> = HostRun<I, Named<'sent'>>;

export const isOpen = <I extends HostInput>(run: HostRun<I>): run is OpenRun<I> =>
	run.standing.is === 'open';

export const isHeld = <I extends HostInput>(run: HostRun<I>): run is HeldRun<I> =>
	run.standing.is === 'held';

export const isSent = <I extends HostInput>(run: HostRun<I>): run is SentRun<I> =>
	run.standing.is === 'sent';

export const standing = <I extends HostInput, S extends Standing>(
	run: HostRun<I>,
	now: S,
): HostRun<I, S> => ({ ...run, standing: now });

/** All of them, each as it stands now. */
export function withChanged<I extends HostInput>(
	runs: Array<HostRun<I>>,
	changed: Array<HostRun<I>>,
): Array<HostRun<I>> {
	const now = new Map(changed.map((run) => [run.job, run]));
	return runs.map((run) => now.get(run.job) ?? run);
}

/** What an operation that starts automations does in its own way. */
export interface Submission<I extends HostInput> {
	path: string;
	/** Calls under way at once. */
	concurrency: number;
	/** Places orders: hosts in progress or just requested are not sent again. */
	buys: boolean;
	/** License keys, before anything is sent. */
	keysOf?(run: HostRun<I>, automation: Automation): Promise<LicenseKeys | undefined>;
	calls(runs: Array<OpenRun<I>>): Array<Array<OpenRun<I>>>;
	body(runs: Array<OpenRun<I>>): IDataObject;
	read: ReadVerdicts;
	/** Reads the list again for accepted hosts, to find their automation IDs. */
	resolves(input: I): boolean;
	windowHours(input: I): number;
	/** Seconds for which the list is read again for a host whose answer was lost. */
	visibleWithin(input: I): number;
}
