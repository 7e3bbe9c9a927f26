import type { IDataObject } from 'n8n-workflow';

import type { Id } from '../../../../../shared/values';
import { asObject, asObjects, asText } from '../../../../../shared/values';
import type { ListedDomain } from '../../../../api/domainValidity';
import { instantIn } from '../../../../api/orderInfo';
import type { Product } from '../../../../api/products';

/** What would hold an order up, and who can put it right. */
export interface Problem {
	happened: string;
	whoActs: string;
	nextStep: string;
}

/** What the domains and the organization must be validated for; private certificates need nothing. */
export type Validation = 'dv' | 'ov' | 'ev' | 'none';

export function productProblems(products: Product[], product: string, hash: string): Problem[] {
	const row = products.find(({ nameId }) => nameId === product);
	if (!row) {
		return [
			{
				happened: `The account may not order the product ${product}`,
				whoActs: 'workflow owner',
				nextStep: "Choose a 'Product' that Product > Get Many lists.",
			},
		];
	}
	const hashes = asObjects(asObject(row.raw.signature_hash_types).allowed_hash_types);
	if (hashes.length === 0 || hashes.some(({ id }) => asText(id) === hash)) return [];
	return [
		{
			happened: `The product ${product} does not allow the signature hash ${hash}`,
			whoActs: 'workflow owner',
			nextStep: `Choose another 'Signature Hash': ${hashes.map(({ id }) => asText(id)).join(', ')}.`,
		},
	];
}

export function organizationProblems(
	{ name, status, validations }: IDataObject,
	id: Id,
	validation: Validation,
): Problem[] {
	const problem = (happened: string, nextStep: string): Problem[] => [
		{ happened, whoActs: 'certificate manager', nextStep },
	];
	if (asText(name) === undefined) {
		return problem(
			`The account has no organization ${id}`,
			"Choose an 'Organization' that Organization > Get Many lists.",
		);
	}
	if (asText(status) === 'inactive') {
		return problem(
			`Organization ${id} (${asText(name)}) is not active`,
			'Activate it in CertCentral, or choose another one.',
		);
	}
	const rows = asObjects(validations).filter(({ type }) => type === validation);
	const isValid = rows.some(
		(row) => (instantIn(row.validated_until) ?? Infinity) > Date.now() && row.status === 'active',
	);
	if (validation === 'none' || isValid || !Array.isArray(validations)) return [];
	return problem(
		`Organization ${id} (${asText(name)}) is not validated for ${validation.toUpperCase()}`,
		'Submit it for validation in CertCentral (Certificates > Organizations).',
	);
}

export const domainProblem = (domain: ListedDomain | string): Problem =>
	typeof domain === 'string'
		? {
				happened: `The account has no domain for ${domain}`,
				whoActs: 'domain owner',
				nextStep: 'Add it (Domain > Create), and have it validated.',
			}
		: {
				happened: `The validation of ${domain.name} is not current`,
				whoActs: 'domain owner',
				nextStep: `Have it validated (Domain > Submit, ID ${domain.id}).`,
			};
