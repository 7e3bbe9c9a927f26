import type { IDataObject } from 'n8n-workflow';

import { toAscii } from '../../shared/certificate/names';
import type { Query } from '../../shared/http/query';
import { asObject, asText } from '../../shared/values';
import { DCV_METHODS } from './domains';

export interface DomainFilters {
	dcvMethod?: string;
	search?: string;
}

/** A percent sign in front makes a search look for what contains the text. */
export const domainQuery = ({ dcvMethod, search }: DomainFilters): Query => ({
	'filters[dcv_method]': dcvMethod,
	'filters[search]': search === undefined ? undefined : `%${search}`,
});

/** Whether a row may be what was asked for; what it does not show is left to the service. */
export const fitsDomain =
	({ dcvMethod, search }: DomainFilters) =>
	(row: IDataObject): boolean =>
		isProvenBy(asText(row.dcv_method), dcvMethod) && isFoundBy(row, search);

/** A method that is none of the filter's may be a kind of any. */
const isProvenBy = (shown: string | undefined, wanted: string | undefined): boolean =>
	wanted === undefined || shown === wanted || !DCV_METHODS.some((method) => method === shown);

/** What else than the name is searched is not documented, but its organization could be. */
function isFoundBy({ name, organization }: IDataObject, search: string | undefined): boolean {
	if (search === undefined || search.includes('%')) return true;
	const { name: ofOrganization, display_name: shownAs } = asObject(organization);
	const texts = [name, ofOrganization, shownAs].flatMap((text) => asText(text) ?? []);
	const wanted = [search.toLowerCase(), toAscii(search)];
	return (
		texts.length === 0 ||
		texts.some((text) => wanted.some((one) => text.toLowerCase().includes(one)))
	);
}
