import { createHash } from 'node:crypto';
import { changePath } from './enrollmentView';
import { INPUTS } from './inputs';
import type { Change, Enrollment } from './model';
import { isoTime } from './model';
import { tlsView } from './network';
import type { AkamaiSettings } from './settings';
import type { InputName } from './steps';
import { acknowledgementDeadline, STEPS } from './steps';
import { inBrackets } from './warnings';

function allowedInput(change: Change, enrollment: Enrollment, name: InputName, required: boolean) {
	const { type, info, update } = INPUTS[name];
	const path = `${changePath(enrollment, change)}/input`;
	return {
		type,
		requiredToProceed: required,
		info: `${path}/info/${info}`,
		update: `${path}/update/${update}`,
	};
}

export function changeView(
	change: Change,
	enrollment: Enrollment,
	{ validationState, badUpload }: AkamaiSettings,
	status: string,
) {
	const { state: usual, description, input, optionalInput } = STEPS[change.step];
	const state = usual === 'suspended' ? validationState : usual;
	// The verdict of the checks shows when they are over.
	const error = change.step === 'uploadThirdParty' ? change.error : undefined;
	const inputs: Array<[InputName | undefined, boolean]> = [
		[input, true],
		[optionalInput, false],
	];
	return {
		statusInfo: {
			status,
			state: error ? 'error' : state,
			description: error?.description ?? description,
			error: error ?? null,
			deploymentSchedule: change.schedule,
		},
		allowedInput: inputs.flatMap(([name, required]) =>
			name && !(error && badUpload === 'over')
				? [allowedInput(change, enrollment, name, required)]
				: [],
		),
	};
}

/** Guards against a race: it changes with what is about to be deployed. */
export function validationHash(change: Change): string {
	return createHash('sha1')
		.update(JSON.stringify([change.certificates, change.revision ?? 0]))
		.digest('hex');
}

/** v5 prints booleans as text, v6 as booleans and knows fipsMode. */
export function changeManagementView(
	change: Change,
	enrollment: Enrollment,
	version: number,
	{ managementErrors }: AkamaiSettings,
) {
	const { fields } = enrollment;
	const network = fields.networkConfiguration;
	const flag = (value: boolean) => (version >= 6 ? value : String(value));
	const deadline = acknowledgementDeadline(enrollment);
	const listed = (texts: string[]) =>
		texts.length > 0 ? [{ message: inBrackets(texts), messageCode: 'no-code' }] : [];
	const errors = listed(managementErrors);
	return {
		acknowledgementDeadline: deadline === undefined ? null : isoTime(deadline),
		validationResultHash: validationHash(change),
		validationResult: {
			// Null where there are none; the warnings are a list all the same.
			errors: errors.length > 0 ? errors : null,
			warnings: listed(change.standingWarnings),
		},
		pendingState: {
			pendingNetworkConfiguration: {
				...tlsView(network, version >= 6),
				dnsNameSettings: network.dnsNameSettings ?? null,
				networkType: null,
				quicEnabled: flag(network.quicEnabled),
				sniOnly: flag(network.sniOnly),
			},
			pendingCertificates: change.certificates.map((certificate) => ({
				certificateType: fields.certificateType,
				fullCertificate: certificate.certificate,
				keyAlgorithm: certificate.keyAlgorithm,
				signatureAlgorithm: certificate.signatureAlgorithm,
				ocspStapled: flag(network.ocspStapling === 'on'),
				ocspUris: null,
			})),
		},
	};
}
