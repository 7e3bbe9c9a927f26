import type { IDataObject } from 'n8n-workflow';

import type { Id } from '../../shared/values';
import { isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { ENROLLMENTS } from './enrollments';

/** What is deployed on each network; null where nothing is. */
export interface Deployments {
	production: IDataObject | null;
	staging: IDataObject | null;
	raw: IDataObject;
}

/** Undefined where a network is left out: that is no word on whether something is deployed there. */
export function asDeployments(raw: unknown): Deployments | undefined {
	if (!isObject(raw)) return undefined;
	const { production, staging } = raw;
	return isDeployment(production) && isDeployment(staging)
		? { production, staging, raw }
		: undefined;
}

/** The certificate may be null, as in an enrollment whose settings alone were deployed. */
const isDeployment = (network: unknown): network is IDataObject | null =>
	network === null ||
	(isObject(network) && ('primaryCertificate' in network || 'networkConfiguration' in network));

/** The call for one network answers 404 both for "not deployed" and for an unknown ID. */
export const getDeployments = async (cps: Cps, enrollmentId: Id): Promise<Deployments> =>
	await cps.narrowed(
		{
			method: 'GET',
			path: `${ENROLLMENTS}/${enrollmentId}/deployments`,
			accept: MEDIA_TYPE.deployments,
		},
		asDeployments,
	);
