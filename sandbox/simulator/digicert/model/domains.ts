export interface Domain {
	id: number;
	name: string;
	validated: boolean;
	/** None of those that are seeded: they stay validated */
	validatedAt?: number;
	organizationId: number;
	createdAt: number;
	dcvMethod: string;
	/** Several may be valid at once; the newest is the last */
	tokens: DcvToken[];
	/** Validation types that it was submitted for */
	types: string[];
	/** It was submitted, and is not proven since */
	isPending: boolean;
}

export interface DcvToken {
	token: string;
	method: string;
	expires: number;
}

/** What the tests have put into the DNS; `HTTP` is the validation file of a host */
export interface DnsRecord {
	name: string;
	type: 'TXT' | 'CNAME' | 'HTTP';
	value: string;
}
