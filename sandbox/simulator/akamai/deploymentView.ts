import type { Deployed, StackedCertificate } from './model';
import { tlsView } from './network';

/** ECDSA first; look at keyAlgorithm, not at the position. */
export function stacked(certificates: StackedCertificate[]) {
	const sorted = [...certificates].sort((a, b) => a.keyAlgorithm.localeCompare(b.keyAlgorithm));
	const [primaryCertificate = null, ...multiStackedCertificates] = sorted;
	return { primaryCertificate, multiStackedCertificates };
}

/** Flat names instead of the settings; fipsMode since v8. */
function deployedNetwork({ networkConfiguration, dnsNames }: Deployed, version: number) {
	const { geography, secureNetwork, sniOnly } = networkConfiguration;
	return {
		geography,
		secureNetwork,
		...tlsView(networkConfiguration, version >= 8),
		dnsNames: sniOnly ? dnsNames : null,
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
