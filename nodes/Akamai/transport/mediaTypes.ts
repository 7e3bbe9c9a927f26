const versioned = (entity: string, version: number): string =>
	`application/vnd.akamai.cps.${entity}.v${version}+json`;

/**
 * Versions that several independent clients use today. They must match a served version exactly:
 * CPS knows no wildcard. Source: OpenAPI description of CPS v2, golang and PowerShell clients.
 */
export const MEDIA_TYPE = {
	enrollment: versioned('enrollment', 11),
	/** Adds `fipsMode`. */
	enrollmentFips: versioned('enrollment', 12),
	enrollments: versioned('enrollments', 11),
	enrollmentsFips: versioned('enrollments', 12),
	enrollmentStatus: versioned('enrollment-status', 1),
	change: versioned('change', 2),
	changeId: versioned('change-id', 1),
	changeHistory: versioned('change-history', 5),
	changeManagement: versioned('change-management-info', 5),
	csr: versioned('csr', 2),
	certificateHistory: versioned('certificate-history', 2),
	deploymentSchedule: versioned('deployment-schedule', 1),
	dvChallenges: versioned('dv-challenges', 2),
	dvHistory: versioned('dv-history', 1),
	activeCertificates: versioned('active-certificates', 2),
	acknowledgement: versioned('acknowledgement', 1),
	acknowledgementWithHash: versioned('acknowledgement-with-hash', 1),
	certificateAndTrustChain: versioned('certificate-and-trust-chain', 2),
	warnings: versioned('warnings', 1),
	deployments: versioned('deployments', 8),
	/** Neighbouring APIs are not versioned this way. */
	plain: 'application/json',
} as const;
