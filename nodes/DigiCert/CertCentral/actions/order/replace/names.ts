import { orderedWith } from '../../../../api/orders';

/** The names that a certificate is to have, and what that means for those that it has now. */
export interface NameChange {
	commonName: string;
	/** Beside the common name. */
	dnsNames: string[];
	/** Names that would go: then DigiCert revokes what was issued before. */
	missing: string[];
	/** Another common name revokes, too, though all names stay. */
	isRenamed: boolean;
	/** Names that are new, which may cost money. */
	added: string[];
}

interface Live {
	commonName: string;
	/** With the common name. */
	names: string[];
}

interface Wanted {
	/** Empty where the present one is meant. */
	commonName?: string;
	/** Empty where the present ones are meant. */
	dnsNames: string[];
}

/**
 * All in lower case and punycode. What DigiCert adds by itself, such as the www name, stays on the
 * list: leaving it out is no wish that it should go.
 */
export function nameChange(live: Live, wanted: Wanted): NameChange {
	const isSameSet = wanted.dnsNames.length === 0;
	const given = isSameSet ? live.names : wanted.dnsNames;
	const isKept = given.includes(live.commonName);
	const commonName =
		wanted.commonName ?? (isKept ? live.commonName : (given[0] ?? live.commonName));
	const asked = [...new Set([commonName, ...given])];
	const comesWithAsked = orderedWith(asked);
	const automatic = live.names.filter((name) => !asked.includes(name) && comesWithAsked(name));
	const names = [...asked, ...automatic];
	const wasOrdered = orderedWith(live.names);
	return {
		commonName,
		dnsNames: names.filter((name) => name !== commonName),
		missing: live.names.filter((name) => !names.includes(name)),
		isRenamed: commonName !== live.commonName,
		added: names.filter((name) => !wasOrdered(name)),
	};
}

export const drops = ({ missing, isRenamed }: NameChange): boolean =>
	missing.length > 0 || isRenamed;

export const namesIn = ({ commonName, dnsNames }: NameChange): string[] => [
	commonName,
	...dnsNames,
];
