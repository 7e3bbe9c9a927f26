import { type Csr, readCsr } from '../../shared/certificate/csr';
import type { Id } from '../../shared/values';
import { asObject, asObjects, asText } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { changeHistory } from './changes';
import type { ChangeRef } from './inputs';
import { readInput } from './inputs';
import { everyOne } from './narrow';

export const KEY_ALGORITHMS = ['RSA', 'ECDSA'] as const;

export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

export interface ChangeCsr {
	keyAlgorithm: KeyAlgorithm;
	csr: Csr;
}

/** One for each key algorithm, also without dual-stack: what is not wanted is left unsigned. */
export const getCsrs = async (
	cps: Cps,
	ref: ChangeRef,
	signal: AbortSignal | undefined,
): Promise<ChangeCsr[]> =>
	await readInput(
		cps,
		ref,
		{ name: 'third-party-csr', accept: MEDIA_TYPE.csr },
		(body) => {
			const csrs = everyOne(asObject(body).csrs, asChangeCsr);
			return csrs?.length === 0 ? undefined : csrs;
		},
		signal,
	);

function asChangeCsr(entry: unknown): ChangeCsr | undefined {
	const { csr, keyAlgorithm } = asObject(entry);
	const reading = readCsr(asText(csr) ?? '');
	const known = KEY_ALGORITHMS.find((name) => name === keyAlgorithm);
	return known && reading.ok ? { keyAlgorithm: known, csr: reading.csr } : undefined;
}

/** Of the newest change that had one of this kind; changes of the network alone have none. */
export async function newestPastCsrs(
	cps: Cps,
	enrollmentId: Id,
	keyAlgorithm: KeyAlgorithm,
): Promise<ChangeCsr[]> {
	const past = await changeHistory(cps, enrollmentId);
	const csrs = past.map(({ raw }) =>
		[raw.primaryCertificate, ...asObjects(raw.multiStackedCertificates)].flatMap(
			(entry) => asChangeCsr(entry) ?? [],
		),
	);
	return csrs.find((of) => of.some((one) => one.keyAlgorithm === keyAlgorithm)) ?? [];
}
