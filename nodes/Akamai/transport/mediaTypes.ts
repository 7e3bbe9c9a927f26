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
	changeHistory: versioned('change-history', 5),
	deployments: versioned('deployments', 8),
	/** Neighbouring APIs are not versioned this way. */
	plain: 'application/json',
} as const;
