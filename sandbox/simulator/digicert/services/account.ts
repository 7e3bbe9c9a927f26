import type { FastifyInstance } from 'fastify';
import type { DigiCertBooks } from '../books';
import { addYears, isoTime } from '../dates';
import { notFound } from '../errors';
import type { Container, Organization, Product } from '../model';
import { filtersOf, pageOf } from '../orderList';
import type { Json } from '../orderViews';
import { containerView, userView } from '../orderViews';
import { SERVER_PLATFORMS } from '../platforms';
import { queryOf } from './json';

const containerInfo = ({ id, name, parentId, ekey }: Container): Json => ({
	id,
	public_id: `public-${id}`,
	name,
	description: '',
	parent_id: parentId ?? 0,
	template_id: 1,
	ekey,
	has_logo: false,
	is_active: true,
	allowed_domain_names: [],
});

function account(books: DigiCertBooks): Json {
	const { account: own, organizations } = books.data;
	const [primary] = organizations;
	return {
		id: own.id,
		primary_organization_id: primary?.id,
		primary_organization_name: primary?.name,
		primary_organization_country: primary?.country,
		make_renewal_calls: true,
		express_install_enabled: false,
		display_rep: true,
		rep_photo_id: 0,
		balance_negative_limit: 0,
		root_container_id: own.divisionId,
		cert_transparency: 'embed',
		cert_central_type: 'enterprise',
		billing_account_id: own.id,
		billing_account_name: own.name,
		language_id: 1,
		migrated: false,
		has_auth_key: false,
		client_mgr_photo_id: 0,
		// A string in the service's own answers.
		ent_support_plan: '1',
		default_country: primary?.country,
	};
}

/** As the list of users shows everybody. */
function userRow(books: DigiCertBooks): Json {
	const { account: own, user, containers } = books.data;
	const home = containers.find(({ id }) => id === own.divisionId);
	return {
		...userView(books),
		username: user.email,
		account_id: own.id,
		job_title: 'Certificate administrator',
		telephone: '555-0100',
		status: 'active',
		last_login_date: isoTime(books.now),
		container: home && containerInfo(home),
		access_roles: [{ id: 1, name: 'Administrator' }],
		type: 'standard',
		has_container_assignments: false,
	};
}

const me = (books: DigiCertBooks): Json => ({
	...userRow(books),
	is_cert_central: true,
	is_enterprise: true,
	is_saml_sso_only: false,
	container_visibility: [],
	language_id: 1,
	account_language_id: 1,
});

function organizationView(books: DigiCertBooks, organization: Organization): Json {
	const { containerId, assumedName, validations, ...own } = organization;
	return {
		...own,
		assumed_name: assumedName,
		display_name: assumedName ? `${own.name} (${assumedName})` : own.name,
		is_active: own.status === 'active',
		container: containerView(books, containerId),
		validations: validations.map((type) => ({
			type,
			name: type.toUpperCase(),
			description: `${type.toUpperCase()} validation`,
			date_created: isoTime(books.firstDay),
			validated_until: isoTime(addYears(books.firstDay, 1)),
			status: 'active',
		})),
		ev_approvers: [],
	};
}

const HASHES = ['sha256', 'sha384', 'sha512'].map((id) => ({
	id,
	name: id.replace('sha', 'SHA-'),
}));

const productRow = ({ nameId, name, groupName, type, caCerts }: Product): Json => ({
	group_name: groupName,
	name_id: nameId,
	name,
	type,
	allowed_validity_years: [1],
	allowed_order_validity_years: [1, 2, 3],
	signature_hash_types: { allowed_hash_types: HASHES, default_hash_type_id: 'sha256' },
	allowed_ca_certs: caCerts,
	csr_required: true,
});

const productInfo = (product: Product): Json => ({
	...productRow(product),
	validation_type: product.validationType,
	duplicates_allowed: true,
	additional_dns_names_allowed: true,
	custom_expiration_date_allowed: true,
	allow_auto_renew: true,
	server_platforms: SERVER_PLATFORMS,
	license_agreement: '',
});

export function registerAccount(app: FastifyInstance, books: DigiCertBooks): void {
	app.get('/user/me', async () => me(books));
	app.get('/user', async (request) => {
		const { items, page } = pageOf(books, request, [userRow(books)]);
		return { users: items, page };
	});
	app.get('/account', async () => account(books));
	app.get('/account/metadata', async () => ({ metadata: books.data.metadata }));

	app.get('/organization', async (request) => {
		const query = queryOf(request);
		const filters = filtersOf(query);
		const [status] = filters.get('status') ?? [];
		const container = query.get('container_id');
		const all = books.data.organizations.filter(
			(organization) =>
				(!status || organization.status === status) &&
				(!container || organization.containerId === Number(container)),
		);
		const { items, page } = pageOf(books, request, all);
		return { organizations: items.map((item) => organizationView(books, item)), page };
	});
	app.get<{ Params: { id: string } }>('/organization/:id', async ({ params }) => {
		const organization = books.organization(Number(params.id));
		if (!organization) throw notFound('organization');
		return organizationView(books, organization);
	});

	app.get('/container', async () => ({ containers: books.data.containers.map(containerInfo) }));
	app.get<{ Params: { id: string } }>('/container/:id', async ({ params }) => {
		const container = books.data.containers.find(({ id }) => id === Number(params.id));
		if (!container) throw notFound('container');
		return containerInfo(container);
	});

	app.get('/product', async () => ({ products: books.data.products.map(productRow) }));
	app.get<{ Params: { nameId: string } }>('/product/:nameId', async ({ params }) => {
		const product = books.data.products.find(({ nameId }) => nameId === params.nameId);
		if (!product) throw notFound('product');
		return productInfo(product);
	});
}
