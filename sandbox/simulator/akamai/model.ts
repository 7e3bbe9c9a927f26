export type KeyAlgorithm = 'RSA' | 'ECDSA';

export interface NetworkConfiguration {
	geography: string;
	secureNetwork: string;
	sniOnly: boolean;
	quicEnabled: boolean;
	dnsNameSettings?: { cloneDnsNames: boolean; dnsNames?: string[] | null } | null;
	mustHaveCiphers?: string | null;
	preferredCiphers?: string | null;
	disallowedTlsVersions?: string[] | null;
	ocspStapling?: string | null;
	fipsMode?: boolean | null;
	clientMutualAuthentication?: object | null;
}

export interface CsrFields {
	cn: string;
	c?: string | null;
	st?: string | null;
	l?: string | null;
	o?: string | null;
	ou?: string | null;
	sans?: string[] | null;
	preferredTrustChain?: string | null;
}

export type Contact = Record<string, string | null>;

/** What a client may send: the settable fields of enrollment v11 and v12. */
export interface EnrollmentFields {
	certificateType: string;
	validationType: string;
	ra: string;
	changeManagement: boolean;
	enableMultiStackedCertificates: boolean;
	csr: CsrFields;
	networkConfiguration: NetworkConfiguration;
	thirdParty?: { excludeSans: boolean } | null;
	signatureAlgorithm?: string | null;
	certificateChainType?: string | null;
	autoRenewalStartTime?: string | null;
	adminContact?: Contact | null;
	techContact?: Contact | null;
	org?: Contact | null;
	orgId?: number | null;
}

export interface StackedCertificate {
	certificate: string;
	trustChain: string;
	keyAlgorithm: KeyAlgorithm;
	signatureAlgorithm: string;
	/** ISO-8601 without milliseconds */
	expiry: string;
}

/** One network's state. */
export interface Deployed {
	certificates: StackedCertificate[];
	networkConfiguration: NetworkConfiguration;
	dnsNames: string[];
	slot: number;
}

export type ChangeType =
	| 'new-certificate'
	| 'modify-certificate'
	| 'modify-san'
	| 'renewal'
	// Deletion is a change, too; its type is not published.
	| 'delete-certificate';

export type StepName =
	| 'safetyChecks'
	| 'reviewSafetyChecks'
	| 'generateCsr'
	| 'uploadThirdParty'
	| 'verifyThirdParty'
	| 'reviewThirdParty'
	| 'validateDomains'
	| 'checkDomains'
	| 'orderCertificate'
	| 'reviewCertificate'
	| 'deployStaging'
	| 'ackChangeManagement'
	| 'deployProduction'
	| 'remove'
	| 'completed'
	| 'cancelled';

export interface Schedule {
	notBefore: string | null;
	notAfter: string | null;
}

export interface Challenge {
	type: 'http-01' | 'dns-01';
	token: string;
	fullPath: string;
	redirectFullPath: string;
	responseBody: string;
}

export interface DomainChallenges {
	domain: string;
	requestedAt: number;
	validatedAt?: number;
	challenges: Challenge[];
}

export interface ChangeError {
	code: string;
	description: string;
	timestamp: string;
}

export interface Change {
	id: number;
	type: ChangeType;
	step: StepName;
	/** Virtual ms */
	since: number;
	createdAt: number;
	/** Inputs that were given, oldest first */
	answers: string[];
	/** The time at which the input of this step was given */
	answeredAt?: number;
	denied?: boolean;
	needsCertificate: boolean;
	/** A certificate that is missing comes beside what is served. */
	adds?: boolean;
	schedule: Schedule;
	preWarnings: string[];
	/** Known before there is a certificate, shown after it is there */
	standingWarnings: string[];
	postWarnings: string[];
	error?: ChangeError;
	keys?: Promise<KeyPairPem[]>;
	certificates: StackedCertificate[];
	challenges?: DomainChallenges[];
	/** How often what waits on staging has become another */
	revision?: number;
	/** Challenges that nobody met in time */
	expired?: DomainChallenges[];
	failedDomains: string[];
}

export interface Enrollment {
	id: number;
	contractId: string;
	fields: EnrollmentFields;
	slot: number;
	/** It was there from the beginning */
	seeded?: true;
	createdAt: number;
	removed?: boolean;
	changes: Change[];
	staging?: Deployed;
	production?: Deployed;
	/** Certificates that were on a network, oldest first */
	history: Deployed[];
}

/** CN first, each name once. */
export function namesOf({ csr }: EnrollmentFields): string[] {
	return [...new Set([csr.cn, ...(csr.sans ?? [])].map((name) => name.toLowerCase()))];
}

export function isFinal({ step }: Change): boolean {
	return step === 'completed' || step === 'cancelled';
}

export function pendingChanges({ changes }: Enrollment): Change[] {
	return changes.filter((change) => !isFinal(change));
}

/** ISO-8601 as CPS prints it */
export function isoTime(ms: number): string {
	return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

export interface KeyPairPem {
	keyAlgorithm: KeyAlgorithm;
	csr: string;
	/** DER of the public key, base64 */
	spki: string;
}
