import type { IDataObject } from 'n8n-workflow';

import type { DomainInfo } from '../../../api/domains';
import { validationsOf } from '../../../api/domains';
import { nextOfProof, recordOf } from '../../dcv/records';

/** A domain with the record that proves control of it. */
export const provingItem = (domain: DomainInfo, zones: string[]): IDataObject => ({
	domainId: domain.id,
	...recordOf(domain.name, domain.proof, zones),
	validations: validationsOf(domain),
	...nextOfProof(domain.proof, 'check (Domain > Check DCV)'),
});
