import type { Deployed, Enrollment, StackedCertificate } from './model';

/** ECDSA first; look at keyAlgorithm, not at the position. */
export function stacked(certificates: StackedCertificate[]) {
	const sorted = [...certificates].sort((a, b) => a.keyAlgorithm.localeCompare(b.keyAlgorithm));
	const [primaryCertificate = null, ...multiStackedCertificates] = sorted;
	return { primaryCertificate, multiStackedCertificates };
}

function deployedNetwork({ networkConfiguration, dnsNames }: Deployed, version: number) {
	const { fipsMode = null, ...network } = networkConfiguration;
	return {
		geography: network.geography,
		secureNetwork: network.secureNetwork,
		mustHaveCiphers: network.mustHaveCiphers ?? 'ak-akamai-default',
		preferredCiphers: network.preferredCiphers ?? 'ak-akamai-default',
		ocspStapling: network.ocspStapling ?? 'not-set',
		quicEnabled: network.quicEnabled,
		sniOnly: network.sniOnly,
		disallowedTlsVersions: network.disallowedTlsVersions ?? [],
		dnsNames: network.sniOnly ? dnsNames : null,
		...(version >= 8 ? { fipsMode } : {}),
	};
}

export function deploymentView(deployed: Deployed, version: number) {
	return {
		ocspStapled: deployed.networkConfiguration.ocspStapling === 'on',
		ocspUris: null,
		...stacked(deployed.certificates),
		networkConfiguration: deployedNetwork(deployed, version),
	};
}

export function deploymentsView({ staging, production }: Enrollment, version: number) {
	return {
		production: production ? deploymentView(production, version) : null,
		staging: staging ? deploymentView(staging, version) : null,
	};
}
