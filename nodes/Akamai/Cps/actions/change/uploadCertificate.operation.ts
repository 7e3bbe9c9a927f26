import type { IDataObject } from 'n8n-workflow';

import type { LeafChain } from '../../../../shared/certificate/bundle';
import { called } from '../../../../shared/certificate/bundle';
import { badInput, Failure } from '../../../../shared/failure';
import {
	additionalFieldsOf,
	flag,
	includeInputFields,
	notice,
	optionsOf,
} from '../../../../shared/form/fields';
import type { Job } from '../../../../shared/operation/operation';
import { defineWrite } from '../../../../shared/operation/write';
import { signalOf } from '../../../../shared/time/stop';
import { withoutEmpty } from '../../../../shared/values';
import type { Change } from '../../../api/changes';
import { getChange } from '../../../api/changes';
import { isFailed } from '../../../api/changeStatus';
import type { ChangeCsr } from '../../../api/csrs';
import { getCsrs } from '../../../api/csrs';
import type { Enrollment } from '../../../api/enrollments';
import { getEnrollment } from '../../../api/enrollments';
import type { ChangeRef } from '../../../api/inputs';
import { asksFor, changeTurn, notAsked, refIn, untilTaken } from '../../../api/inputs';
import { ended, takenSince } from '../../../api/taken';
import { isUploaded, keyAlgorithmOf, uploadChains } from '../../../api/upload';
import { cpsOf } from '../../../transport/cps';
import { AKAMAI_OWN } from '../../../transport/ownCodes';
import {
	accountSwitchKey,
	enrollmentField,
	pendingChangeField,
	readVisibleWithin,
	visibleWithin,
} from '../fields';
import { type ChangeInput, readChange } from './readChange';
import { misfit } from './upload/fits';
import { chainFields, readChains } from './upload/readChains';

interface Input extends ChangeInput {
	chains: LeafChain[];
	keepRoot: boolean;
	oneOfTwo: boolean;
	visibleWithin: number;
}

interface Thing {
	ref: ChangeRef;
	enrollment: Enrollment;
	change: Change;
	chains: LeafChain[];
	/** While the change asks for a certificate, or did when it was first looked at. */
	csrs?: ChangeCsr[];
	/** Whether CPS shows exactly these as uploaded; undefined where it shows none. */
	isThere?: boolean;
	/** What CPS reports since the first look. */
	newError?: string;
	/** CPS confirmed the upload. */
	isConfirmed?: true;
}

const INPUT = 'third-party-csr';

/** Where warnings about an uploaded one wait, it is no longer asked for. */
const wantsCertificate = (change: Change): boolean =>
	asksFor(change, INPUT) && !asksFor(change, 'post-verification-warnings');

export const uploadCertificate = defineWrite<Input, Thing>({
	name: 'Upload Certificate',
	action: 'Upload change certificate',
	description:
		'Give CPS the certificate that a CA made of the CSR of the change; it is checked before it is sent',
	fields: [
		notice(
			'uploadNotice',
			'What was uploaded cannot be replaced in the same change. Without change management it goes on to production by itself.',
		),
		enrollmentField,
		pendingChangeField,
		...chainFields,
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(
			includeInputFields,
			flag(
				'Keep Root',
				'keepRoot',
				'Whether a root that comes with the chain is sent, as a private CA may need it; a public one only brings a warning',
			),
			flag(
				'One of Two',
				'oneOfTwo',
				'Whether a dual-stack enrollment may get one certificate only. The other one goes into a change of its own (Enrollment > Update, Allow Missing Certificate Addition).',
			),
			visibleWithin,
		),
	],
	read: (reader) => ({
		...readChange(reader),
		chains: readChains(reader),
		keepRoot: reader.boolean('options.keepRoot') ?? false,
		oneOfTwo: reader.boolean('options.oneOfTwo') ?? false,
		visibleWithin: readVisibleWithin(reader),
	}),
	check: refuseTwins,
	thing: async (ctx, input, before) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const { chains } = input;
		const enrollment = before?.enrollment ?? (await getEnrollment(cps, input.enrollmentId));
		const ref = before?.ref ?? refIn(enrollment, input.changeId);
		const change = await getChange(cps, ref.enrollmentId, ref.changeId);
		const isNew = before && before.change.error === undefined;
		const thing = { ref, enrollment, change, chains, newError: isNew ? change.error : undefined };
		if (wantsCertificate(change)) {
			const { commonName } = enrollment;
			const csrs = before?.csrs ?? (await getCsrs(cps, ref, commonName, signalOf(ctx)));
			return { ...thing, csrs };
		}
		const isThere = await isUploaded(cps, ref.enrollmentId, change, chains);
		return { ...thing, csrs: before?.csrs, isThere };
	},
	stands: (thing, { oneOfTwo }) => {
		const { ref, enrollment, change, chains, csrs, isThere, newError } = thing;
		if (thing.isConfirmed) return 'done';
		if (newError !== undefined) return refusedByCps(ref, newError);
		if (wantsCertificate(change)) {
			return misfit(chains, csrs ?? [], enrollment, oneOfTwo) ?? 'open';
		}
		if (isThere === false) return otherUploaded(ref);
		if (isFailed(change)) return ended(ref, change);
		if (isThere) return 'done';
		// It asked when it was first looked at, and nothing says that another one came.
		return csrs ? takenSince(ref, change, INPUT) : notAsked(ref, change);
	},
	write: async (ctx, { accountSwitchKey: account, chains, keepRoot, ...input }, thing) => {
		const cps = await cpsOf(ctx, account);
		await uploadChains(cps, thing.ref, chains, keepRoot);
		const withinMs = input.visibleWithin * 1000;
		await untilTaken(cps, thing.ref, INPUT, { withinMs, signal: signalOf(ctx) });
		return { ...thing, isConfirmed: true };
	},
	turn: async (ctx, { enrollmentId, accountSwitchKey: account }) =>
		changeTurn(await cpsOf(ctx, account), enrollmentId),
	visibleWithin: (input) => input.visibleWithin,
	item: ({ ref, enrollment, chains }) => ({
		...ref,
		commonName: enrollment.commonName,
		certificates: chains.map(told),
		nextStep: 'Change > Check Status tells what CPS makes of it.',
	}),
	ids: ({ enrollmentId, changeId }, thing) => ({
		...withoutEmpty({ enrollmentId, changeId }),
		...thing?.ref,
		...withoutEmpty({ commonName: thing?.enrollment.commonName }),
	}),
	deed: ({ ref }) => `the certificate of change ${ref.changeId} was uploaded`,
});

/** Two items for one change: its certificates travel in one call. */
function refuseTwins(jobs: Array<Job<Input>>): Map<Job<Input>, Failure> {
	const first = new Map<string, number>();
	const refused = new Map<Job<Input>, Failure>();
	for (const job of jobs) {
		const { enrollmentId, changeId = '' } = job.input;
		const change = `${enrollmentId} ${changeId}`;
		const twin = first.get(change);
		if (twin === undefined) first.set(change, job.item);
		else refused.set(job, sameChange(job.input, twin));
	}
	return refused;
}

const sameChange = ({ enrollmentId, changeId }: Input, item: number): Failure =>
	badInput(
		`${changeId === undefined ? `Enrollment ${enrollmentId}` : `Change ${changeId}`} gets a certificate by item ${item} already; for dual-stack 'Certificate' holds both`,
	).knowing(withoutEmpty({ enrollmentId, changeId }));

function told(chain: LeafChain): IDataObject {
	const { leaf, issuers, root } = chain;
	const { serialNumber, validTo } = leaf.certificate;
	return {
		keyAlgorithm: keyAlgorithmOf(chain),
		commonName: called(leaf),
		serialNumber,
		validTo: new Date(validTo).toISOString(),
		trustChain: issuers.map(called),
		...(root ? { root: called(root) } : {}),
	};
}

const refusedByCps = ({ changeId }: ChangeRef, error: string): Failure =>
	new Failure({
		class: 'fixRequest',
		code: AKAMAI_OWN.refusedCertificate.code,
		message: `CPS refuses the certificate of change ${changeId}: ${error}`,
		nextStep: AKAMAI_OWN.refusedCertificate.next,
	});

const otherUploaded = ({ changeId }: ChangeRef): Failure =>
	new Failure({
		class: 'notEligible',
		code: AKAMAI_OWN.otherUploaded.code,
		message: `Change ${changeId} no longer asks for a certificate, and CPS shows another one`,
		nextStep: AKAMAI_OWN.otherUploaded.next,
	});
