import type { NetworkConfiguration } from './model';

/** With the service's defaults, in one order; `fipsMode` since v12 of the enrollment. */
export function networkView(network: NetworkConfiguration, withFipsMode: boolean) {
	return {
		geography: network.geography,
		secureNetwork: network.secureNetwork,
		mustHaveCiphers: network.mustHaveCiphers ?? 'ak-akamai-default',
		preferredCiphers: network.preferredCiphers ?? 'ak-akamai-default',
		disallowedTlsVersions: network.disallowedTlsVersions ?? [],
		ocspStapling: network.ocspStapling ?? 'not-set',
		quicEnabled: network.quicEnabled,
		sniOnly: network.sniOnly,
		dnsNameSettings: network.dnsNameSettings ?? null,
		clientMutualAuthentication: network.clientMutualAuthentication ?? null,
		...(withFipsMode ? { fipsMode: network.fipsMode ?? null } : {}),
	};
}
