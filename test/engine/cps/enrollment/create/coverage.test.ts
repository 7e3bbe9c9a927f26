import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AKAMAI_COVERAGE, akamaiCoverageRows } from '../../../../support/coverage/akamai';
import { akamaiCalls, akamaiCps, enrollmentParameters } from '../../../../support/cps';
import { useSimulator } from '../../../../support/use';

const simulator = useSimulator();

/** Body of the source document "Create an enrollment", names only. */
const ADDRESS = 'addressLineOne addressLineTwo city country phone postalCode region';
const PERSON = `${ADDRESS} email firstName lastName organizationName title`;
const SOURCE: Record<string, string> = {
	'': `assignedSlots autoRenewalStartTime certificateChainType certificateType changeManagement
		enableMultiStackedCertificates id location maxAllowedSanNames maxAllowedWildcardSanNames orgId
		pendingChanges productionSlots ra signatureAlgorithm stagingSlots validationType`,
	adminContact: PERSON,
	csr: 'c cn l o ou preferredTrustChain sans st',
	networkConfiguration: `disallowedTlsVersions fipsMode geography mustHaveCiphers ocspStapling
		preferredCiphers quicEnabled secureNetwork sniOnly`,
	'networkConfiguration.clientMutualAuthentication': 'setId',
	'networkConfiguration.clientMutualAuthentication.authenticationOptions': 'sendCaListToClient',
	'networkConfiguration.clientMutualAuthentication.authenticationOptions.ocsp': 'enabled',
	'networkConfiguration.dnsNameSettings': 'cloneDnsNames dnsNames',
	org: `${ADDRESS} name`,
	techContact: PERSON,
	thirdParty: 'excludeSans',
};
const QUERY = 'contractId deploy-not-after deploy-not-before accountSwitchKey';
const HEADERS = 'Content-Type Accept';

const words = (text: string) => text.trim().split(/\s+/);

const at = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((inner, name) => (inner as IDataObject | undefined)?.[name], value);

function isPlain(value: unknown): value is INodeParameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Like filling in one more field of a form: `path` is set, everything else stays. */
function setAt(target: INodeParameters, path: string, value: unknown): void {
	const names = path.split('.');
	const last = names.pop() ?? '';
	let inner = target;
	for (const name of names) {
		const next = inner[name];
		inner = isPlain(next) ? next : {};
	}
	inner[last] = value as INodeParameters;
}

const base = (more: INodeParameters = {}) =>
	enrollmentParameters(simulator, { commonName: 'form.example.com', ...more });

describe('Every field of "Create an enrollment"', () => {
	it('is in the table', () => {
		const documented = [
			...Object.entries(SOURCE).flatMap(([parent, names]) =>
				words(names).map((name) => (parent ? `${parent}.${name}` : name)),
			),
			...words(QUERY).map((name) => `${name} (query)`),
			...words(HEADERS).map((name) => `${name} (header)`),
		];
		const listed = AKAMAI_COVERAGE.map(({ field }) => field);
		expect(documented.filter((name) => !listed.includes(name))).toEqual([]);
		expect(new Set(listed).size).toBe(listed.length);
	});

	it('has a place in the form and on the wire, or a reason', () => {
		for (const { field, form, wire, note } of akamaiCoverageRows()) {
			const isSent = form !== '' && wire !== '';
			expect({ field, told: isSent || note !== '' }).toEqual({ field, told: true });
		}
	});

	it.each(
		AKAMAI_COVERAGE.filter(({ method }) => method).map((entry) => [entry.field, entry] as const),
	)(
		'%s reaches the service in its place and type',
		async (_field, { parameter, set, with: needed, method, query, body, header, sent }) => {
			const parameters = base(needed);
			if (parameter) setAt(parameters, parameter, set);
			const { error } = await akamaiCps(simulator, parameters);
			expect(error?.message).toBeUndefined();
			const [call] = await akamaiCalls(simulator, method, /\/enrollments(\/\d+)?$/);
			const found = query
				? new URLSearchParams(call?.query).get(query)
				: header
					? call?.headers[header]
					: at(JSON.parse(call?.body ?? '{}'), body ?? '');
			expect(found).toEqual(sent);
		},
	);

	it('that only the service sends is never sent', async () => {
		await akamaiCps(simulator, base());
		const [call] = await akamaiCalls(simulator, 'POST');
		const readOnly = AKAMAI_COVERAGE.filter(({ method }) => !method).map(({ field }) => field);
		expect(readOnly).toHaveLength(8);
		expect(
			Object.keys(JSON.parse(call?.body ?? '{}')).filter((name) => readOnly.includes(name)),
		).toEqual([]);
	});

	it('is left out when it is not set', async () => {
		await akamaiCps(simulator, base());
		const [call] = await akamaiCalls(simulator, 'POST');
		expect(JSON.parse(call?.body ?? '{}')).not.toHaveProperty('signatureAlgorithm');
		expect(call?.query).toBe(`?contractId=${simulator.keys.contractId}`);
	});
});
