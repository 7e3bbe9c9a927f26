/** Request body of POST /order/certificate/{product}: every documented field, nothing else. */
const text = { type: 'string' };
const filled = { type: 'string', minLength: 1 };
const whole = { type: 'integer' };
const flag = { type: 'boolean' };
const zeroOrOne = { type: 'integer', enum: [0, 1] };
const email = { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' };

/** One label, or a name with an optional wildcard in front. */
const hostName = {
	type: 'string',
	maxLength: 253,
	pattern:
		'^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$',
};

const object = (properties: Record<string, unknown>, required: string[] = []) => ({
	type: 'object',
	additionalProperties: false,
	properties,
	required,
});

const list = (items: unknown) => ({ type: 'array', items });

const validity = object({ years: whole, days: whole, custom_expiration_date: text });

const contactFields = {
	first_name: filled,
	last_name: filled,
	email,
	job_title: text,
	telephone: text,
	telephone_extension: text,
};

const contact = object(contactFields, ['first_name', 'last_name', 'email']);

const organization = object({
	id: whole,
	name: filled,
	assumed_name: text,
	address: filled,
	address2: text,
	city: filled,
	state: filled,
	zip: filled,
	country: { type: 'string', pattern: '^[A-Za-z]{2}$' },
	telephone: filled,
	container: object({ id: whole }, ['id']),
	validations: list(object({ type: filled }, ['type'])),
	organization_contact: contact,
	contacts: list(
		object(
			{
				...contactFields,
				contact_type: {
					type: 'string',
					enum: ['organization_contact', 'technical_contact', 'verified_contact'],
				},
				user_id: whole,
			},
			['contact_type'],
		),
	),
	skip_duplicate_org_check: flag,
});

const certificate = object(
	{
		common_name: hostName,
		dns_names: { ...list(hostName), maxItems: 250 },
		csr: filled,
		signature_hash: { type: 'string', enum: ['sha256', 'sha384', 'sha512'] },
		profile_option: {
			type: 'string',
			enum: ['server_auth_only_eku', 'server_client_auth_eku'],
		},
		ca_cert_id: filled,
		organization_units: list(text),
		server_platform: object({ id: whole }, ['id']),
		cert_validity: validity,
	},
	['common_name', 'csr', 'signature_hash'],
);

const dcvMethod = {
	type: 'string',
	enum: ['email', 'dns-txt-token', 'dns-cname-token', 'http-token'],
};

const shared = {
	certificate,
	order_validity: validity,
	validity_years: whole,
	validity_days: whole,
	custom_expiration_date: text,
	organization,
	organization_contact: contact,
	technical_contact: contact,
	container: object({ id: whole }, ['id']),
	renewal_of_order_id: { type: 'integer', minimum: 1 },
	renewed_thumbprint: { type: 'string', pattern: '^[A-Fa-f0-9]{40}$' },
	auto_renew: zeroOrOne,
	auto_reissue: zeroOrOne,
	enable_guest_access: zeroOrOne,
	skip_approval: flag,
	disable_ct: flag,
	disable_renewal_notifications: flag,
	apply_cr_discount: flag,
	dcv_method: dcvMethod,
	certificate_dcv_scope: { type: 'string', enum: ['base_domain', 'fqdn'] },
	additional_emails: list(email),
	comments: text,
	alternative_order_id: { type: 'string', pattern: '^[A-Za-z0-9]+$', maxLength: 64 },
	serial_number: filled,
	custom_fields: list(object({ metadata_id: whole, value: text }, ['metadata_id', 'value'])),
	payment_method: { type: 'string', enum: ['balance', 'card', 'profile', 'wire_transfer'] },
};

export const ORDER_BY_HINT = object(
	{
		...shared,
		product: object({ type_hint: { type: 'string', enum: ['ov', 'ev', 'grid', 'private'] } }),
	},
	['certificate', 'organization'],
);

export const ORDER_BY_PRODUCT = object(shared, ['certificate', 'organization']);

/** DV products: no organization needed, and some fields of their own. */
export const ORDER_DV = object(
	{
		...shared,
		dcv_emails: list(
			object({ dns_name: filled, email_domain: filled, email }, ['dns_name', 'email_domain']),
		),
		locale: filled,
		custom_renewal_message: text,
	},
	['certificate'],
);

const replacement = object(
	{
		common_name: hostName,
		dns_names: { ...list(hostName), maxItems: 250 },
		csr: filled,
		signature_hash: { type: 'string', enum: ['sha256', 'sha384', 'sha512'] },
		server_platform: object({ id: whole }, ['id']),
		ca_cert_id: filled,
		cert_validity: validity,
	},
	// Whether a CSR on file can be used again is not documented.
	['csr'],
);

/** Reissue and Duplicate. */
export const REISSUE = object(
	{ certificate: replacement, skip_approval: flag, comments: text, dcv_method: dcvMethod },
	['certificate'],
);

const validationTypes = {
	...list(object({ type: { type: 'string', enum: ['ov', 'ev', 'cs', 'ev_cs'] } }, ['type'])),
	minItems: 1,
};

/** Add domain. */
export const DOMAIN = object(
	{
		name: hostName,
		organization: object({ id: whole }, ['id']),
		validations: validationTypes,
		dcv_method: dcvMethod,
		keep_www: flag,
	},
	['name', 'organization', 'validations'],
);

/** Submit for validation. */
export const DOMAIN_VALIDATION = object(
	{ validations: validationTypes, dcv_method: dcvMethod, email_array: list(email) },
	['validations'],
);

/** Change DCV method, of a domain or a DV order. */
export const DCV_METHOD = object({ dcv_method: dcvMethod, send_dcv_email_flag: flag }, [
	'dcv_method',
]);

/** Revoke, of an order or a certificate. */
export const REVOKE = object({
	revocation_reason: {
		type: 'string',
		enum: [
			'unspecified',
			'keyCompromise',
			'affiliationChanged',
			'superseded',
			'cessationOfOperation',
		],
	},
	comments: text,
	skip_approval: flag,
});

export const REQUEST_STATUS = object(
	{
		status: { type: 'string', enum: ['approved', 'rejected', 'submitted', 'pending'] },
		processor_comment: text,
	},
	['status'],
);

export const ORDER_STATUS = object(
	{
		// Documented as case sensitive.
		status: { type: 'string', enum: ['canceled', 'renewed', 'not_renewed'] },
		note: filled,
	},
	['status'],
);
