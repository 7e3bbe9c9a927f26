import type { IDataObject } from 'n8n-workflow';

import { EMAIL_ENDS, validationEnd } from '../../shared/certificate/life';
import type { Id } from '../../shared/values';
import { asId, asObject, asText } from '../../shared/values';
import { asSeen } from '../transport/refused';
import type { Services } from '../transport/services';
import { DOMAINS } from './domains';
import { instantIn } from './orderInfo';
import { readRows } from './lists';

/** A domain as the list shows it. */
export interface ListedDomain {
	id: Id;
	name: string;
	/**
	 * End of its validation, epoch milliseconds, also where only a rule to come ends it; none where it
	 * has ended or never was.
	 */
	until?: number;
}

/** What an account holds, by name. */
export type Domains = Map<string, ListedDomain>;

async function listedDomains(services: Services): Promise<Domains> {
	const rows = await readRows(services, DOMAINS, listedDomain);
	return new Map(rows.map((domain) => [domain.name, domain]));
}

/** A row of List domains. */
export const listedDomain = (row: IDataObject): ListedDomain => ({
	id: asId(row.id) ?? 0,
	name: asText(row.name)?.toLowerCase() ?? '',
	until: endOf(row),
});

/** DigiCert's date may be that of the rule by which it was validated, and a later one be shorter. */
function endOf(row: IDataObject): number | undefined {
	const { ov, ev } = asObject(row.dcv_expiration);
	const told = instantIn(ov) ?? instantIn(ev);
	if (told === undefined) return undefined;
	const validatedAt = instantIn(row.dcv_approval_datetime);
	return Math.min(
		told,
		...(validatedAt === undefined ? [] : [validationEnd(validatedAt)]),
		...(row.dcv_method === 'email' ? [EMAIL_ENDS] : []),
	);
}

/** Undefined for a key that may not see them, as one for orders alone. */
export const domainsAsSeen = async (services: Services): Promise<Domains | undefined> =>
	await asSeen(listedDomains(services));

/** The domain that a name is validated by. */
export const domainAbove = (domains: Domains, name: string): ListedDomain | undefined =>
	upwards(name).flatMap((one) => domains.get(one) ?? [])[0];

/**
 * What stands in the way of a certificate for these names, now or at a moment to come: domains, or
 * names that have none.
 */
export function unvalidatedOf(
	domains: Domains,
	names: string[],
	at = Date.now(),
): Array<ListedDomain | string> {
	const missing = names.flatMap((name): Array<ListedDomain | string> => {
		const domain = domainAbove(domains, name);
		return domain && isCurrent(domain, at) ? [] : [domain ?? upwards(name)[0] ?? name];
	});
	return [...new Set(missing)];
}

const isCurrent = ({ until = NaN }: ListedDomain, at: number): boolean => until > at;

export const nameOf = (domain: ListedDomain | string): string =>
	typeof domain === 'string' ? domain : domain.name;

/** The name itself and all above it. */
function upwards(name: string): string[] {
	const labels = name.replace(/^\*\./, '').split('.');
	return labels.map((_label, at) => labels.slice(at).join('.'));
}
