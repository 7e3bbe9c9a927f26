import type { IDataObject } from 'n8n-workflow';

import { nameSet, toAscii } from '../../../../../shared/certificate/names';
import type { Id } from '../../../../../shared/values';
import { asObject, asText } from '../../../../../shared/values';
import type { Enrollment } from '../../../../api/enrollments';
import type { Csr } from '../parts/csr';
import type { Kind } from '../parts/kind';
import type { Network } from '../parts/network';

/** One enrollment to be created, read and checked. */
export interface NewEnrollment {
	contractId: string;
	accountSwitchKey?: string;
	query: Record<string, string | boolean | undefined>;
	body: IDataObject & Kind & { csr: Csr; networkConfiguration: Network['body'] };
	/** Set by an update right after the creation. */
	clientMutualAuthentication?: Network['clientMutualAuthentication'];
	/** The newer version of the entity, which alone knows fipsMode. */
	fips: boolean;
	/** Seconds between two creations for one contract, and how long to wait for a turn. */
	interval: number;
	patience: number;
	/** Takes up one that is live already. */
	adoptsDeployed: boolean;
	/** Seconds within which an enrollment whose answer was lost must show up. */
	visibleWithin: number;
	hint?: string;
	/** Names that are not written in ASCII, and what they are enrolled as. */
	convertedNames?: Record<string, string>;
}

export const allowsDuplicates = ({ query }: Pick<NewEnrollment, 'query'>): boolean =>
	Boolean(query['allow-duplicate-cn']);

/** What is known of an enrollment that exists now. */
export interface Placed {
	enrollmentId: Id;
	changeId?: Id;
	/** The service's own answer. */
	answer: IDataObject;
	/** The enrollment as it was found, unless it was made by this call. */
	found?: Enrollment;
	/** It was there before. */
	reused: boolean;
	/** The answer was lost and the enrollment found. */
	recovered: boolean;
}

/** What was fixed when an enrollment was created, as label and value. */
function traits(enrollment: IDataObject): Array<[label: string, value: string]> {
	const csr = asObject(enrollment.csr);
	const network = asObject(enrollment.networkConfiguration);
	// One without the list shows no names: which it has, it does not say.
	const names = Array.isArray(csr.sans)
		? nameSet(
				asText(csr.cn) ?? '',
				csr.sans.flatMap((name: unknown) => asText(name) ?? []),
			)
		: [];
	return [
		['certificate type', asText(enrollment.certificateType) ?? ''],
		['validation type', asText(enrollment.validationType) ?? ''],
		['RA', asText(enrollment.ra) ?? ''],
		['secure network', asText(network.secureNetwork) ?? ''],
		['SNI only', asText(network.sniOnly) ?? ''],
		['names', names.join(' ')],
	];
}

/** None wanted beside the common name is a wish, too. */
const traitsWanted = (wanted: IDataObject) => {
	const csr = asObject(wanted.csr);
	return traits({ ...wanted, csr: { ...csr, sans: csr.sans ?? [] } });
};

/** In what an existing enrollment is not the one wanted, in words; empty if it is the same. */
export function differences(wanted: IDataObject, existing: IDataObject): string[] {
	const there = new Map(traits(existing));
	return traitsWanted(wanted).flatMap(([label, value]) => {
		const other = there.get(label) ?? '';
		// What is not shown is no difference: who takes it for one creates a second enrollment.
		return other === '' || plain(other) === plain(value)
			? []
			: [`${label} ${other} instead of ${value}`];
	});
}

/** Words of an open list come in any case. */
const plain = (word: string): string => word.trim().toLowerCase().replace(/_/g, '-');

/** Whether a row that shows little may be of the enrollment that is wanted. */
export function mayBe(wanted: NewEnrollment['body'], row: IDataObject): boolean {
	const commonName = asText(asObject(row.csr).cn);
	if (commonName !== undefined) return toAscii(commonName) === wanted.csr.cn;
	const shown = { ...row, csr: { cn: wanted.csr.cn, sans: wanted.csr.sans } };
	return differences(wanted, shown).length === 0;
}

/** The same wish, wherever it comes from: two such items in one run are refused. */
export const wishOf = ({ contractId, accountSwitchKey, query, body }: NewEnrollment): string => {
	const content = allowsDuplicates({ query }) ? traitsWanted(body) : [];
	return JSON.stringify([accountSwitchKey, contractId, body.csr.cn, content]);
};
