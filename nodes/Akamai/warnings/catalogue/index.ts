import { AKAMAI } from './akamai';
import { CERTIFICATE } from './certificate';
import { CHAIN } from './chain';
import { CSR } from './csr';
import { DNS } from './dns';
import { NAMES } from './names';
import { NETWORK } from './network';
import { SUBJECT } from './subject';
import type { KnownWarning } from './warning';

/**
 * Source: names and patterns of the CPS warnings in Akamai's Terraform provider
 * (`pkg/providers/cps/cps_warnings.gen.go`); explanations and ratings are ours.
 */
export const WARNINGS: readonly KnownWarning[] = [
	...AKAMAI,
	...CERTIFICATE,
	...CHAIN,
	...CSR,
	...DNS,
	...NAMES,
	...NETWORK,
	...SUBJECT,
];

/** Names of earlier versions of CPS: a policy may still hold them. */
export const RETIRED: readonly string[] = [
	'NAME_CONSTRAINTS_CN_MISSING',
	'TRUST_CHAIN_EXPIRED',
	'TRUST_CHAIN_NOT_YET_VALID',
	'TRUST_CHAIN_PREVIOIS_NULL_OR_EMPTY',
	'THIRD_PARTY_CERTIFICATE_DATA_BLANK_OR_MISSING',
];

export type { KnownWarning, Stage } from './warning';
