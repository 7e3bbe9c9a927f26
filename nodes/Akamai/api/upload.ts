import type { LeafChain } from '../../shared/certificate/bundle';
import { leafKey } from '../../shared/certificate/bundle';
import type { Id } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { changeHistory, type Change } from './changes';
import type { KeyAlgorithm } from './csrs';
import type { ChangeRef } from './inputs';
import { sendInput } from './inputs';
import { fingerprintsOf } from './leafFacts';
import { stateWord } from './stateWord';

/** Clients that wrote ECC or EC were refused. */
export const keyAlgorithmOf = ({ leaf }: LeafChain): KeyAlgorithm =>
	leafKey(leaf.certificate) === 'RSA' ? 'RSA' : 'ECDSA';

/** The verdict does not come with the answer: the status of the change tells it. */
export async function uploadChains(
	cps: Cps,
	ref: ChangeRef,
	chains: LeafChain[],
	keepRoot: boolean,
): Promise<void> {
	await sendInput(cps, ref, {
		update: 'third-party-cert-and-trust-chain',
		contentType: MEDIA_TYPE.certificateAndTrustChain,
		body: {
			certificatesAndTrustChains: chains.map((chain) => ({
				certificate: chain.leaf.pem,
				keyAlgorithm: keyAlgorithmOf(chain),
				trustChain: [...chain.issuers, ...(keepRoot && chain.root ? [chain.root] : [])]
					.map(({ pem }) => pem)
					.join(''),
			})),
		},
	});
}

/**
 * Whether CPS shows these as uploaded; undefined where its newest change shows none at all. To one
 * that goes on nothing was uploaded that the history shows of a change that is over.
 */
export async function isUploaded(
	cps: Cps,
	enrollmentId: Id,
	change: Change,
	chains: LeafChain[],
): Promise<boolean | undefined> {
	const all = await changeHistory(cps, enrollmentId);
	const past = all.filter(({ status }) => isOver(change.state) || !isOver(stateWord(status)));
	const shown = past.map(({ raw }) => fingerprintsOf(raw));
	const isThere = ({ leaf }: LeafChain) => shown.flat().includes(leaf.certificate.fingerprint256);
	if (chains.every(isThere)) return true;
	return shown[0]?.length ? false : undefined;
}

const isOver = (word: string): boolean => ['completed', 'cancelled'].includes(word);
