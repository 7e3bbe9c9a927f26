import type { IDataObject } from 'n8n-workflow';

import type { Job, Outcome } from '../../../shared/operation/operation';
import { asId, asNumber, asText, withoutEmpty } from '../../../shared/values';
import type { Scope } from '../../api/account';
import { thingOf } from '../../api/automationThing';
import { DIGICERT_OWN } from '../../transport/ownCodes';
import type { HostInput } from '../fields/hosts';

/**
 * A loop of Check Status and Retry in Bulk ends by itself: each item says how often it was retried.
 * The count stands on the item, so that it outlives a Wait node and a restart.
 */
export const retriesOn = (json: IDataObject = {}): number =>
	Math.max(0, Math.trunc(asNumber(json.retries) ?? 0));

const REJECTED_OUTPUT = 1;

/** A retry that may have begun counts; what is rejected keeps its count, and the cause of its failure. */
export function counted(outcome: Outcome, json: IDataObject = {}): Outcome {
	if ('failure' in outcome) return outcome;
	const retries = retriesOn(json);
	return outcome.output === REJECTED_OUTPUT
		? { ...outcome, json: { ...causeIn(json), ...outcome.json, retries } }
		: { ...outcome, json: { ...outcome.json, retries: retries + 1 } };
}

/** A host that is not sent, since it has been retried as often as it may be. */
export const usedUp = (
	{ item, input }: Job<HostInput>,
	scope: Scope,
	json: IDataObject,
): Outcome => ({
	item,
	output: REJECTED_OUTPUT,
	json: {
		...causeIn(json),
		...thingOf(scope, input.host, {
			automationId: asId(json.automationId),
			agentName: asText(json.agentName),
		}),
		errorCode: DIGICERT_OWN.mostRetries.code,
		errorField: '',
		errorMessage: `Retried ${retriesOn(json)} times and failed again; 'Most Retries' allows no more`,
		retryable: false,
		whoActs: 'certificate manager',
		nextStep: DIGICERT_OWN.mostRetries.next,
		retries: retriesOn(json),
	},
});

const causeIn = ({ causeOfFailure, vendorStatus }: IDataObject): IDataObject =>
	withoutEmpty({ causeOfFailure: asText(causeOfFailure), vendorStatus: asText(vendorStatus) });
