import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { PagedList } from '../../shared/form/lists';
import { forForm, searchPages } from '../../shared/form/lists';
import type { ListRequest } from '../api/lists';
import { LARGEST_PAGE, listPage } from '../api/lists';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';

export interface ServicesList extends ListRequest {
	entry: PagedList['entry'];
	/** Only where the endpoint cannot search. */
	filter?: string;
}

/** A list of CertCentral in the form. */
export const searchServices = async (
	ctx: ILoadOptionsFunctions,
	list: ServicesList,
	token?: string,
): Promise<INodeListSearchResult> => await forForm(search(ctx, list, token), lacksRight);

async function search(
	ctx: ILoadOptionsFunctions,
	{ entry, filter, ...request }: ServicesList,
	token?: string,
): Promise<INodeListSearchResult> {
	const services = await servicesOf(ctx);
	const read: PagedList['read'] = async (offset, size) => {
		const { rows, total } = await listPage(services, request, offset, size);
		// Without a total, a page that is not as long as asked for is the whole list.
		const ended = total === Infinity ? rows.length !== size : offset + rows.length >= total;
		return { rows, ended: rows.length === 0 || ended };
	};
	return await searchPages({ read, largest: LARGEST_PAGE, entry, filter }, token);
}
