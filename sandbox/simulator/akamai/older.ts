import type { changeManagementView } from './changeView';
import { deploymentView } from './deploymentView';
import type { enrollmentView } from './enrollmentView';
import type { Deployed, Enrollment } from './model';

/** Shapes of versions that older clients ask for: made of the newest one, by what they lacked. */

type EnrollmentView = ReturnType<typeof enrollmentView>;

const SINCE: Record<number, string[]> = {
	11: ['id', 'orgId', 'assignedSlots', 'stagingSlots', 'productionSlots'],
	9: ['autoRenewalStartTime'],
	7: ['certificateChainType', 'enableMultiStackedCertificates'],
	5: ['maxAllowedSanNames', 'maxAllowedWildcardSanNames'],
};

/** Not known to `version` yet. */
const laterThan = (version: number): string[] =>
	Object.entries(SINCE).flatMap(([since, names]) => (version < Number(since) ? names : []));

const without = (object: object, names: string[]): object =>
	Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** Where a change had no type, it was its location alone. */
export function olderEnrollment(view: EnrollmentView, version: number): object {
	if (version >= 11) return view;
	const { csr, networkConfiguration, pendingChanges } = view;
	return {
		...without(view, laterThan(version)),
		csr: version >= 10 ? csr : without(csr, ['preferredTrustChain']),
		networkConfiguration: olderNetwork(networkConfiguration, version),
		pendingChanges: version >= 10 ? pendingChanges : pendingChanges.map(({ location }) => location),
	};
}

function olderNetwork(network: EnrollmentView['networkConfiguration'], version: number): object {
	if (version >= 9) return network;
	const rest = without(network, ['clientMutualAuthentication']);
	if (version >= 5) return rest;
	const flat = ['dnsNameSettings', 'quicEnabled', 'sniOnly', 'ocspStapling'];
	return { ...without(rest, flat), sni: network.sniOnly ? network.dnsNameSettings : null };
}

type DeploymentView = ReturnType<typeof deploymentView>;

/** One certificate, without its algorithm; names stand in the settings of SNI. */
export function olderDeployment(view: DeploymentView, version: number): object {
	if (version >= 6) return view;
	const { primaryCertificate, networkConfiguration } = view;
	const { certificate, signatureAlgorithm, trustChain } = primaryCertificate ?? {};
	const flat = ['dnsNames', 'quicEnabled', 'sniOnly', 'ocspStapling'];
	const { dnsNames, sniOnly } = networkConfiguration;
	return {
		certificate: certificate ?? null,
		signatureAlgorithm: signatureAlgorithm ?? null,
		trustChain: trustChain ?? null,
		networkConfiguration: {
			...without(networkConfiguration, flat),
			sni: sniOnly ? { cloneDnsNames: false, dnsNames } : null,
		},
	};
}

export function deploymentsView({ staging, production }: Enrollment, version: number) {
	const view = (deployed: Deployed | undefined) =>
		deployed ? olderDeployment(deploymentView(deployed, version), version) : null;
	return { production: view(production), staging: view(staging) };
}

type ManagementView = ReturnType<typeof changeManagementView>;

/** One pending certificate, without its algorithm. */
export function olderManagement(view: ManagementView, version: number): object {
	if (version >= 5) return view;
	const { pendingCertificates, ...pending } = view.pendingState;
	const [first] = pendingCertificates;
	return {
		...view,
		pendingState: {
			...pending,
			...(first ? { pendingCertificate: without(first, ['keyAlgorithm']) } : {}),
		},
	};
}
