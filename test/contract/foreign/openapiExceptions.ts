/** What the description leaves out, though clients of Akamai's own use it. */
export const NOT_DESCRIBED = {
	paths: ['/cps/v2/active-certificates'],
	/** golang client and CLI. */
	queries: ['allow-duplicate-cn'],
	/** Documented as required; several clients list all contracts without it. */
	optional: ['contractId'],
	/** Newer than the description, or older than what it has at a path. */
	mediaTypes: [
		/\.enrollments?\.v(12|10|9|7|4)\+json$/,
		/\.deployments?\.v(8|6|3)\+json$/,
		/\.change-management-info\.v(6|3)\+json$/,
		/\.change\.v1\+json$/,
		/\.change-history\.v3\+json$/,
	],
};

/** Where a schema contradicts the vendor's own example, or what clients have recorded. */
export const EXCEPTIONS: Array<{ pattern: RegExp; why: string }> = [
	{
		pattern: /enrollments?\.v11\+json (\/enrollments\/\d+)?\/(id|orgId) should be/,
		why: 'documents print IDs as text, live data as numbers',
	},
	{
		pattern: /enrollments?\.v11\+json (\/enrollments\/\d+)?\/signatureAlgorithm should be equal/,
		why: 'may be null, which its list of values leaves out; examples have it',
	},
	{
		pattern: /enrollments?\.v11\+json .*\/changeType should be equal/,
		why: 'the type of a deletion is not published',
	},
	{
		pattern: /dv-challenges\.v2\+json .*\/challenges\/\d+\/status should be equal/,
		why: 'the list of values is capitalised; examples and live data have "pending"',
	},
	{
		pattern: /dv-challenges\.v2\+json .*\/validatedTimestamp should be string/,
		why: 'null until the domain is validated',
	},
	{
		pattern: /change-management-info\.v[45]\+json .*(quicEnabled|sniOnly|ocspStapled) should be/,
		why: 'examples print booleans as text',
	},
	{
		pattern: /certificate-history\.v2\+json .*\/geography should be equal/,
		why: 'the list of values has none that an enrollment can have; the example has "core"',
	},
];
