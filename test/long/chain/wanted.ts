/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { IDataObject } from 'n8n-workflow';

import { ENROLLMENT, ORGANIZATION_ID } from '../../../sandbox/launcher/setUp';
import { CONTRACTS } from './place';

/** Fewer by hand, for a quick look */
export const COUNT = Number(process.env.CHAIN_COUNT ?? 20);

export const commonNames = (count = COUNT): string[] =>
	Array.from({ length: count }, (_, at) => `edge-${at + 1}.example.com`);

const settingsOf = (commonName: string, contractId = ''): IDataObject => ({
	...ENROLLMENT,
	contractId,
	commonName,
	sans: `${commonName}, www.${commonName}`,
	mayOrder: true,
	autoApprove: true,
	autoRelease: true,
	organizationId: ORGANIZATION_ID,
	acceptWarnings: 'list',
});

/** Spread over all contracts; the last one is released by a person. */
export const wantedOver = (contracts: string[], count: number): IDataObject[] =>
	commonNames(count).map((commonName, at) => ({
		...settingsOf(commonName, contracts[at % contracts.length]),
		autoRelease: at + 1 < count,
	}));

const MINUTE_MS = 60_000;

/** A warning about each certificate; and deployments that do not make everybody wait: no figures are published. */
export const WARNED_AND_QUICK = {
	postVerificationWarnings: ['TRUST_CHAIN_INCLUDES_STANDARD_ROOT_CERTIFICATE'],
	durations: { deployStaging: 4 * MINUTE_MS, deployProduction: 8 * MINUTE_MS },
};

export const twenty = (): IDataObject[] => wantedOver(CONTRACTS, COUNT);
