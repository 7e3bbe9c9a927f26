import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../../../shared/failure';
import type { Id } from '../../../../../shared/values';
import { domainsAsSeen, unvalidatedOf } from '../../../../api/domainValidity';
import { getOrganization } from '../../../../api/organizations';
import { listProducts } from '../../../../api/products';
import { asSeen } from '../../../../transport/refused';
import type { Services } from '../../../../transport/services';
import type { Problem, Validation } from './problems';
import { domainProblem, organizationProblems, productProblems } from './problems';

export interface Wanted {
	/** Undefined where DigiCert picks it. */
	product?: string;
	validation: Validation;
	names: string[];
	hash: string;
	organization?: Id;
}

interface Readiness {
	problems: Problem[];
	/** What the key may not see. */
	unseen: string[];
}

/** What many orders share is read once for a run; a failure is told to all of them. */
export function readyCheck(services: Services): (wanted: Wanted) => Promise<Readiness> {
	let products: ReturnType<typeof productsOf> | undefined;
	let domains: ReturnType<typeof domainsAsSeen> | undefined;
	const organizations = new Map<Id, ReturnType<typeof organizationOf>>();
	const organization = async (id: Id) => {
		const reading = organizations.get(id) ?? organizationOf(services, id);
		organizations.set(id, reading);
		return await reading;
	};
	return async ({ product, validation, names, hash, organization: id }) => {
		const looks: Array<[what: string, problems: Problem[] | undefined]> = [];
		if (product !== undefined) {
			const known = await (products ??= productsOf(services));
			looks.push(['product', known && productProblems(known, product, hash)]);
		}
		if (id !== undefined && validation !== 'dv') {
			const known = await organization(id);
			looks.push(['organization', known && organizationProblems(known, id, validation)]);
		}
		if (validation === 'ov' || validation === 'ev') {
			const known = await (domains ??= domainsAsSeen(services));
			looks.push(['domains', known && unvalidatedOf(known, names).map(domainProblem)]);
		}
		return {
			problems: looks.flatMap(([, problems]) => problems ?? []),
			unseen: looks.flatMap(([what, problems]) => (problems ? [] : [what])),
		};
	};
}

const productsOf = async (services: Services) => await asSeen(listProducts(services));

/** One that is not there has no name. */
const organizationOf = async (services: Services, id: Id): Promise<IDataObject | undefined> =>
	await asSeen(
		getOrganization(services, id).catch((error: unknown) => {
			const failure = asFailure(error);
			if (failure.status === 404) return {};
			throw failure;
		}),
	);
