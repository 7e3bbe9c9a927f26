import { plainSerial } from '../../../../shared/certificate/serial';
import { Failure } from '../../../../shared/failure';
import {
	additionalFieldsOf,
	includeInputFields,
	notice,
	optionsOf,
	text,
} from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import { signalOf } from '../../../../shared/time/stop';
import { asList } from '../../../../shared/values';
import type { ChangeManagement } from '../../../api/changeManagement';
import { getManagement } from '../../../api/changeManagement';
import type { Change } from '../../../api/changes';
import { getChange } from '../../../api/changes';
import { isFailed } from '../../../api/changeStatus';
import type { ChangeRef } from '../../../api/inputs';
import { asksFor, changeTurn, notAsked, sendInput, untilTaken } from '../../../api/inputs';
import { takenSince } from '../../../api/taken';
import { cpsOf } from '../../../transport/cps';
import { MEDIA_TYPE } from '../../../transport/mediaTypes';
import { AKAMAI_OWN } from '../../../transport/ownCodes';
import {
	accountSwitchKey,
	enrollmentField,
	readSwitchKey,
	readVisibleWithin,
	seenChangeField,
	visibleWithin,
} from '../fields';
import { reviewOf } from './getChangeManagement.operation';

interface Input extends ChangeRef {
	hash: string;
	/** Hexadecimal, of what was looked at; none are not compared. */
	serialNumbers: string[];
	accountSwitchKey?: string;
	visibleWithin: number;
}

interface Thing {
	ref: ChangeRef;
	change: Change;
	/** Undefined where nothing waits to be released. */
	management?: ChangeManagement;
	/** It waited when it was first looked at. */
	waited: boolean;
	/** CPS confirmed the release. */
	isConfirmed?: true;
}

/** The hash is of what CPS found by its validation, which may be the same for another certificate. */
const serialNumbers = text(
	'Serial Numbers',
	'serialNumbers',
	'Of the certificates that were looked at, as Get Management Info tells them; with another one nothing is released',
	{ placeholder: 'e.g. {{ $json.serialNumbers }}' },
);

const INPUT = 'change-management-info';

const refOf = ({ enrollmentId, changeId }: Input): ChangeRef => ({ enrollmentId, changeId });

/** By these CPS tells that it has been released; the list of statuses is open. */
const RELEASED = /^(deploy-cert-to-production|complete)$/;

export const approveDeployment = defineWrite<Input, Thing>({
	name: 'Approve Deployment',
	action: 'Approve change deployment',
	description:
		'Release to production what was looked at on the staging network, if it is still the same',
	fields: [
		notice(
			'approveDeploymentNotice',
			'This serves the certificate to visitors. The hash must come from Get Management Info, at the moment when a person or a rule looked.',
		),
		enrollmentField,
		seenChangeField,
		text('Hash', 'hash', 'Of what was looked at; anything else is not released', {
			default: '={{ $json.hash }}',
			placeholder: 'e.g. a94a8fe5ccb19ba61c4c0873d391e987982fbbd3',
			required: true,
		}),
		additionalFieldsOf([accountSwitchKey, serialNumbers]),
		optionsOf(includeInputFields, visibleWithin),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		changeId: reader.requiredId('changeId'),
		hash: reader.requiredText('hash'),
		serialNumbers: reader.list('additionalFields.serialNumbers').map(plainSerial),
		accountSwitchKey: readSwitchKey(reader),
		visibleWithin: readVisibleWithin(reader),
	}),
	thing: async (ctx, input, before) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = refOf(input);
		const change = await getChange(cps, ref.enrollmentId, ref.changeId);
		const waits = asksFor(change, INPUT);
		return {
			ref,
			change,
			waited: before?.waited ?? waits,
			management: waits ? await getManagement(cps, ref, signalOf(ctx)) : undefined,
		};
	},
	stands: ({ ref, change, management, waited, isConfirmed }, input) => {
		if (isConfirmed) return 'done';
		if (management) return refusedFor(management, input) ?? 'open';
		if (waited) return takenSince(ref, change, INPUT);
		return RELEASED.test(change.status) && !isFailed(change) ? 'done' : notAsked(ref, change);
	},
	write: async (ctx, input, thing) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		await sendInput(cps, thing.ref, {
			update: 'change-management-ack',
			contentType: MEDIA_TYPE.acknowledgementWithHash,
			body: { acknowledgement: 'acknowledge', hash: input.hash },
		});
		const withinMs = input.visibleWithin * 1000;
		await untilTaken(cps, thing.ref, INPUT, { withinMs, signal: signalOf(ctx) });
		return { ...thing, isConfirmed: true };
	},
	turn: async (ctx, { enrollmentId, accountSwitchKey: account }) =>
		changeTurn(await cpsOf(ctx, account), enrollmentId),
	visibleWithin: (input) => input.visibleWithin,
	item: ({ ref }) => ({
		...ref,
		approved: true,
		nextStep: 'Change > Check Status until the change is done.',
	}),
	ids: (input) => ({ ...refOf(input) }),
	deed: () => 'the deployment was approved',
});

function refusedFor(management: ChangeManagement, input: Input): Failure | undefined {
	const { errors, hash } = management;
	if (errors.length > 0) {
		return new Failure({
			class: 'notEligible',
			code: AKAMAI_OWN.validationErrors.code,
			message: `Change ${input.changeId} has errors: ${errors.join('; ')}`,
			nextStep: AKAMAI_OWN.validationErrors.next,
		});
	}
	const { pendingCertificates, serialNumbers } = reviewOf(management);
	const now = asList(serialNumbers).map(plainSerial);
	if (hash === input.hash && isSame(input.serialNumbers, now)) return undefined;
	const shown = JSON.stringify(pendingCertificates, ['serialNumber', 'subjectAltName', 'validTo']);
	return new Failure({
		class: 'fixWorld',
		code: AKAMAI_OWN.otherHash.code,
		message: `What waits on the staging network is not what was looked at; it is now ${shown}`,
		nextStep: AKAMAI_OWN.otherHash.next,
	});
}

/** In whatever order; of nothing seen nothing is asked. */
function isSame(seen: string[], now: string[]): boolean {
	const [before, after] = [new Set(seen), new Set(now)];
	return (
		before.size === 0 || (before.size === after.size && [...before].every((one) => after.has(one)))
	);
}
