import type { DigiCertBooks } from '../books';
import { DAY } from '../dates';
import type { Automation, InstallSettings } from '../model';
import type { Progress } from './life';
import { certificateOf, progressOf } from './life';
import type { Failure, PhaseName } from './scripts';
import { scriptOf } from './scripts';

type Json = Record<string, unknown>;

/** The vendor's spelling in the details; its lists write two s. */
const RENEWED = 'SUCCESFULLY_RENEWED';
const RENEWED_IN_LISTS = 'SUCCESSFULLY_RENEWED';

const INSTALL_PROGRESS: Record<PhaseName | 'done', string | undefined> = {
	scheduled: 'AUTOMATION_SCHEDULED',
	csr: undefined,
	order: undefined,
	ready: 'CERT_READY_TO_INSTALL',
	install: 'INSTALL_IN_PROGRESS',
	validation: 'INSTALL_VALIDATION_IN_PROGRESS',
	done: 'INSTALL_VALIDATED',
};

function finalStatus({ actionType, installSettings, host }: Automation): string {
	if (installSettings.isAlwaysOn) return 'AUTO_RENEW_SCHEDULED';
	if (actionType !== 'RENEW') return 'CONFIGURED';
	return scriptOf(host.script).otherSpelling ? RENEWED_IN_LISTS : RENEWED;
}

export function statusOf(automation: Automation, { phase, failure }: Progress): string {
	if (failure) return failure.status;
	return phase === 'done' ? finalStatus(automation) : 'AUTOMATION_SCHEDULED';
}

export const statusInLists = (status: string) => (status === RENEWED ? RENEWED_IN_LISTS : status);

export const otherSpelling = (status: string) => {
	if (status === RENEWED) return RENEWED_IN_LISTS;
	return status === RENEWED_IN_LISTS ? RENEWED : status;
};

const causeOf = ({ causeOfFailure, solution }: Failure) => ({ causeOfFailure, solution });

function orderProgress(automation: Automation, { phase, failure }: Progress): Json {
	const { oddInstallStatus } = scriptOf(automation.host.script);
	const isCsrFailure = failure?.phase === 'csr';
	const hasCsr = !['scheduled', 'csr'].includes(phase);
	const running =
		phase === 'install' && oddInstallStatus ? oddInstallStatus : INSTALL_PROGRESS[phase];
	const installProgress = failure ? failure.status : running;
	return {
		csrGenResponse: {
			csrProgress: hasCsr ? 'CSR_GENERATION_SUCCEEDED' : undefined,
			...(isCsrFailure ? causeOf(failure) : {}),
		},
		certInstallResponse:
			isCsrFailure || !installProgress
				? undefined
				: {
						certInstallProgress: installProgress,
						scheduleOn: phase === 'scheduled' ? scheduleOn(automation) : undefined,
						...(failure ? causeOf(failure) : {}),
					},
		isRetryApplicable: failure?.retryable ?? false,
	};
}

const scheduleOn = ({ installSettings, requestedOn }: Automation) =>
	String(installSettings.scheduleTime ?? requestedOn);

function nextRenewal(books: DigiCertBooks, automation: Automation): number | undefined {
	const { isAlwaysOn, autoRenewSettings }: InstallSettings = automation.installSettings;
	const till = certificateOf(books, automation)?.validTill;
	if (!isAlwaysOn || !till) return undefined;
	return till - Number(autoRenewSettings?.daysBeforeExpiry ?? 30) * DAY;
}

function certificateDetails(books: DigiCertBooks, automation: Automation): Json {
	const { profile, host } = automation;
	const organization = books.organization(profile?.organizationId);
	return {
		commonName: host.commonName,
		signatureHash: '',
		// `orgDetails` in the sample, `orgDetail` in the table; the sample has no country.
		orgDetails: organization && {
			name: organization.name,
			address: organization.address,
			address2: organization.address2,
			city: organization.city,
			state: organization.state,
			telephone: organization.telephone,
		},
		sans: '',
		automationProfileName: profile?.profileName,
		automationProfileId: profile?.profileId,
		automationProfileStatus: 'ACTIVE',
		productType: profile?.productType,
		validityPeriod: profile?.validity,
	};
}

export function automationDetails(
	books: DigiCertBooks,
	automation: Automation,
	automationStatus: string,
): Json {
	const { account, user, containers } = books.data;
	const progress = progressOf(books, automation);
	const isOver = progress.phase === 'done' || progress.failure !== undefined;
	const hasRunBefore = isOver && automation.attempt > 0;
	return {
		autoStatusResponse: {
			automationStatus,
			// Typed integer, a string in the sample.
			requestedOn: String(automation.requestedOn),
			lastRunTime: hasRunBefore ? progress.at : undefined,
			nextRenewalDate: nextRenewal(books, automation),
			installSettings: automation.installSettings,
			userDetailsResponse: {
				firstName: user.firstName,
				lastName: user.lastName,
				container: {
					id: account.divisionId,
					name: containers.find(({ id }) => id === account.divisionId)?.name,
				},
			},
		},
		autoOrderProgressResponse: orderProgress(automation, progress),
		certDetailsResponse: certificateDetails(books, automation),
		isRequestApproval: false,
	};
}

/** The service prints profile ids with a decimal point. */
export const withDecimalPoint = (json: string) =>
	json.replace(/("automationProfileId":\d+)(?=[,}])/g, '$1.0');
