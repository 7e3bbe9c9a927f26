import type { IDataObject } from 'n8n-workflow';

import { asText, isEmpty, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import type { ChangeRef } from './inputs';
import { readInput } from './inputs';
import { everyOne } from './narrow';

/** What waits on the staging network to be released. */
export interface ChangeManagement {
	/** Changes with what would be deployed. */
	hash: string;
	errors: string[];
	warnings: string[];
	raw: IDataObject;
}

export const getManagement = async (
	cps: Cps,
	ref: ChangeRef,
	signal: AbortSignal | undefined,
): Promise<ChangeManagement> =>
	await readInput(
		cps,
		ref,
		{ name: 'change-management-info', accept: MEDIA_TYPE.changeManagement },
		asManagement,
		signal,
	);

export function asManagement(raw: unknown): ChangeManagement | undefined {
	if (!isObject(raw) || !isObject(raw.pendingState)) return undefined;
	const hash = asText(raw.validationResultHash);
	const findings = asFindings(raw.validationResult ?? {});
	return hash === undefined || findings === undefined ? undefined : { hash, ...findings, raw };
}

/** An error that cannot be read is no absence of errors: by them a release is decided. */
function asFindings(result: unknown): Pick<ChangeManagement, 'errors' | 'warnings'> | undefined {
	if (!isObject(result)) return undefined;
	const isOther = !isEmpty(result) && !('errors' in result) && !('warnings' in result);
	const errors = everyOne(result.errors ?? [], wordsOf);
	const warnings = everyOne(result.warnings ?? [], wordsOf);
	return isOther || !errors || !warnings ? undefined : { errors, warnings };
}

const wordsOf = (finding: unknown): string | undefined =>
	isObject(finding) ? (asText(finding.message) ?? JSON.stringify(finding)) : asText(finding);
