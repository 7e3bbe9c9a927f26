import type { IDataObject } from 'n8n-workflow';

import { asObject, asObjects, asText, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import type { ChangeRef } from './inputs';
import { readInput } from './inputs';

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
	if (hash === undefined) return undefined;
	const { errors, warnings } = asObject(raw.validationResult);
	return { hash, errors: wordsOf(errors), warnings: wordsOf(warnings), raw };
}

const wordsOf = (findings: unknown): string[] =>
	asObjects(findings).map((finding) => asText(finding.message) ?? JSON.stringify(finding));
