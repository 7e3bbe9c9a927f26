import { type Csr, readCsr } from '../../shared/certificate/csr';
import { toAscii } from '../../shared/certificate/names';
import { asObject, asObjects, asText } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { changeHistory } from './changes';
import type { Enrollment } from './enrollments';
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
	commonName: string,
	signal: AbortSignal | undefined,
): Promise<ChangeCsr[]> =>
	await readInput(
		cps,
		ref,
		{ name: 'third-party-csr', accept: MEDIA_TYPE.csr },
		(body) => {
			const csrs = everyOne(asObject(body).csrs, (entry) => asChangeCsr(entry, commonName));
			return csrs?.length === 0 ? undefined : csrs;
		},
		signal,
	);

/** Undefined, too, where it is for another name, or of another kind of key than it is said to be. */
export function asChangeCsr(entry: unknown, commonName: string): ChangeCsr | undefined {
	const { csr, keyAlgorithm } = asObject(entry);
	const reading = readCsr(asText(csr) ?? '');
	const known = KEY_ALGORITHMS.find((name) => name === keyAlgorithm);
	if (!known || !reading.ok) return undefined;
	const { csr: request } = reading;
	const isOfKind = (request.keyAlgorithm === 'RSA') === (known === 'RSA');
	return isOfKind && isFor(request, commonName) ? { keyAlgorithm: known, csr: request } : undefined;
}

/** Without a common name its other names tell. */
const isFor = ({ commonNames, dnsNames }: Csr, commonName: string): boolean =>
	(commonNames.length > 0 ? commonNames : dnsNames).map(toAscii).includes(toAscii(commonName));

/** Of the newest change that had one of this kind; changes of the network alone have none. */
export async function newestPastCsrs(
	cps: Cps,
	{ id, commonName }: Enrollment,
	keyAlgorithm: KeyAlgorithm,
): Promise<ChangeCsr[]> {
	const past = await changeHistory(cps, id);
	const csrs = past.map(({ raw }) =>
		[raw.primaryCertificate, ...asObjects(raw.multiStackedCertificates)].flatMap(
			(entry) => asChangeCsr(entry, commonName) ?? [],
		),
	);
	return csrs.find((of) => of.some((one) => one.keyAlgorithm === keyAlgorithm)) ?? [];
}
