import type { NetworkConfiguration } from './model';

/** TLS settings with the service's defaults; `fipsMode` is known to the newest versions only. */
export function tlsView(network: NetworkConfiguration, withFipsMode: boolean) {
	return {
		mustHaveCiphers: network.mustHaveCiphers ?? 'ak-akamai-default',
		preferredCiphers: network.preferredCiphers ?? 'ak-akamai-default',
		disallowedTlsVersions: network.disallowedTlsVersions ?? [],
		ocspStapling: network.ocspStapling ?? 'not-set',
		quicEnabled: network.quicEnabled,
		sniOnly: network.sniOnly,
		...(withFipsMode ? { fipsMode: network.fipsMode ?? null } : {}),
	};
}

/** As an enrollment has it, in one order of fields. */
export function networkView(network: NetworkConfiguration, withFipsMode: boolean) {
	return {
		geography: network.geography,
		secureNetwork: network.secureNetwork,
		...tlsView(network, withFipsMode),
		dnsNameSettings: network.dnsNameSettings ?? null,
		clientMutualAuthentication: network.clientMutualAuthentication ?? null,
	};
}
