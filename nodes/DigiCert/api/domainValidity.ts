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
	/** End of its validation, epoch milliseconds; none where it has ended or never was. */
	until?: number;
}

/** What an account holds, by name. */
export type Domains = Map<string, ListedDomain>;

async function listedDomains(services: Services): Promise<Domains> {
	const rows = await readRows(services, DOMAINS, (row): ListedDomain => {
		const { ov, ev } = asObject(row.dcv_expiration);
		const name = asText(row.name)?.toLowerCase() ?? '';
		return { id: asId(row.id) ?? 0, name, until: instantIn(ov) ?? instantIn(ev) };
	});
	return new Map(rows.map((domain) => [domain.name, domain]));
}

/** Undefined for a key that may not see them, as one for orders alone. */
export const domainsAsSeen = async (services: Services): Promise<Domains | undefined> =>
	await asSeen(listedDomains(services));

/** The domain that a name is validated by. */
export const domainAbove = (domains: Domains, name: string): ListedDomain | undefined =>
	upwards(name).flatMap((one) => domains.get(one) ?? [])[0];

export const isCurrent = ({ until = NaN }: ListedDomain): boolean => until > Date.now();

/** What stands in the way of a certificate for these names: domains, or names that have none. */
export function unvalidatedOf(domains: Domains, names: string[]): Array<ListedDomain | string> {
	const missing = names.flatMap((name): Array<ListedDomain | string> => {
		const domain = domainAbove(domains, name);
		return domain && isCurrent(domain) ? [] : [domain ?? upwards(name)[0] ?? name];
	});
	return [...new Set(missing)];
}

export const nameOf = (domain: ListedDomain | string): string =>
	typeof domain === 'string' ? domain : domain.name;

/** The name itself and all above it. */
function upwards(name: string): string[] {
	const labels = name.replace(/^\*\./, '').split('.');
	return labels.map((_label, at) => labels.slice(at).join('.'));
}
