/** Keys of agents and sensors, by whatever word, and the branding key of a container. */
const LICENSE = /licen[cs]e|(?<!pub)lickeys?$|(?:agent|sensor)keys?$|^ekey$/i;

/** What other services call a credential; `publicKey`, `secretName` and `apiKeyId` are none. */
const CREDENTIAL =
	/(?:api|access|dev|private|secret)keys?$|secrets?(?:value)?$|passw(?:or)?ds?$|passphrase$|(?:access|auth|bearer|client|refresh)token$/i;

/** They say whether there is one, and hold none: a word of its own, not the beginning of "issuer". */
const SAYS_WHETHER = /^(?:is|has|needs|no)(?=[A-Z\s_.-])/;

/** `agentLicense`, `sensor_licence_key`, "License Key", `clientSecret`, `x-api-key` … */
export function isSecretName(name: string): boolean {
	const plain = name.replace(/[\s_.-]/g, '');
	return LICENSE.test(plain) || (CREDENTIAL.test(plain) && !SAYS_WHETHER.test(name));
}
