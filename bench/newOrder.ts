import type { IDataObject } from 'n8n-workflow';

/** An organization of the simulated account, and the custom field that it requires. */
export const ORGANIZATION = 1_850_011;
export const COST_CENTER = { metadataId: 21, value: '4711' };

/** Body of Order SSL for one item; a node of n8n's own gets it as an expression. */
export const newOrder = ({ commonName, csr }: IDataObject): IDataObject => ({
	certificate: { common_name: commonName, csr, signature_hash: 'sha256' },
	product: { type_hint: 'ov' },
	organization: { id: ORGANIZATION },
	order_validity: { years: 1 },
	custom_fields: [{ metadata_id: COST_CENTER.metadataId, value: COST_CENTER.value }],
	skip_approval: true,
});
