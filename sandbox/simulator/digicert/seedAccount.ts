import type { Metadata, Organization, Product } from './model';

/** Organizations, products and custom fields of the account. */

export const FIRST_ORGANIZATION = 1_850_011;
export const SECOND_ORGANIZATION = 1_850_012;

export const organization = (id: number, name: string, containerId: number): Organization => ({
	id,
	name,
	address: '1 Example Street',
	address2: 'Suite 500',
	city: 'Lehi',
	state: 'Utah',
	zip: '84043',
	country: 'us',
	telephone: '555-0100',
	containerId,
	status: 'active',
	validations: ['ov', 'ev'],
});

const PUBLIC_CA = [{ id: 'A1B2C3D4E5F60718', name: 'Sandbox TLS ECC SHA384 CA1' }];
const PRIVATE_CA = [{ id: '0F1E2D3C4B5A6978', name: 'Sandbox TLS ECC SHA384 CA1' }];

const product = (
	nameId: string,
	name: string,
	validationType: Product['validationType'],
	price: number,
	typeHint?: string,
): Product => ({
	nameId,
	name,
	groupName: validationType === 'private' ? 'private_ssl_certificate' : 'ssl_certificate',
	type: validationType === 'private' ? 'private_ssl_certificate' : 'ssl_certificate',
	validationType,
	typeHint,
	caCerts: validationType === 'private' ? PRIVATE_CA : PUBLIC_CA,
	price,
});

export const PRODUCTS: Product[] = [
	product('ssl_basic', 'Basic OV', 'ov', 218, 'ov'),
	product('ssl_securesite_flex', 'Secure Site OV', 'ov', 399),
	product('ssl_ev_basic', 'Basic EV', 'ev', 344, 'ev'),
	product('ssl_ev_securesite_flex', 'Secure Site EV', 'ev', 995),
	product('ssl_dv_geotrust_flex', 'GeoTrust DV SSL', 'dv', 149),
	product('ssl_plus', 'Standard SSL', 'ov', 218),
	product('ssl_multi_domain', 'Multi-Domain SSL', 'ov', 299),
	product('ssl_wildcard', 'Wildcard', 'ov', 595),
	product('ssl_securesite_pro', 'Secure Site Pro SSL', 'ov', 995),
	product('ssl_geotrust_truebizid', 'GeoTrust TrueBusiness ID OV', 'ov', 149),
	product('ssl_ev_plus', 'Extended Validation SSL', 'ev', 344),
	product('private_ssl_plus', 'Private SSL', 'private', 120, 'private'),
];

export const METADATA: Metadata[] = [
	{
		id: 21,
		label: 'Cost center',
		is_required: true,
		is_active: true,
		data_type: 'text',
		description: 'Who pays for this certificate',
	},
	{
		id: 22,
		label: 'Ticket',
		is_required: false,
		is_active: true,
		data_type: 'text',
		description: 'Number of the change ticket',
	},
];
