import type { IDataObject } from 'n8n-workflow';

import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asNumber, asObject, asText, isObject } from '../../shared/values';
import type { Automation } from '../transport/automation';
import type { Scope } from './account';

/** What View automation details says of one automation. */
export interface AutomationDetails {
	automationStatus?: string;
	certInstallProgress?: string;
	isRetryApplicable: boolean;
	/** Epoch milliseconds */
	requestedOn?: number;
	/** Common name and SANs of its certificate */
	names: string[];
	raw: IDataObject;
}

/** Any of them may be absent, all of them are not. */
const PARTS = ['autoStatusResponse', 'autoOrderProgressResponse', 'certDetailsResponse'];

/** Undefined where this is not about the automation that was asked for. */
export function automationDetails(raw: unknown, automationId: Id): AutomationDetails | undefined {
	if (!isObject(raw) || !PARTS.some((part) => isObject(raw[part]))) return undefined;
	const status = asObject(raw.autoStatusResponse);
	const progress = asObject(raw.autoOrderProgressResponse);
	const certificate = asObject(raw.certDetailsResponse);
	const isOther = [raw.automationId, status.automationId, progress.automationId].some(
		(id) => id !== undefined && id !== null && asId(id) !== automationId,
	);
	if (isOther) return undefined;
	const sans = asText(certificate.sans) ?? '';
	return {
		automationStatus: asText(status.automationStatus),
		certInstallProgress: asText(asObject(progress.certInstallResponse).certInstallProgress),
		isRetryApplicable: progress.isRetryApplicable === true,
		requestedOn: instantOf(status.requestedOn),
		names: [asText(certificate.commonName) ?? '', ...sans.split(',')]
			.map((name) => name.trim())
			.filter((name) => name !== ''),
		raw,
	};
}

const EARLIEST = Date.UTC(2001, 8, 9);

/** Epoch milliseconds, typed integer and sent as text; what no service can mean is none. */
export function instantOf(value: unknown): number | undefined {
	const time = asNumber(value);
	const isDate = time !== undefined && !Number.isNaN(new Date(time).getTime());
	return isDate && time >= EARLIEST ? time : undefined;
}

export async function readDetails(
	automation: Automation,
	{ accountId, divisionId }: Scope,
	automationId: Id,
): Promise<AutomationDetails> {
	const data = await automation.data({
		path: '/automation/viewAutomationDetails',
		meaning: 'read',
		body: { accountId, automationId, divisionId },
	});
	const details = automationDetails(data, automationId);
	if (!details) throw unreadable('DigiCert', 200, 'read');
	return details;
}
