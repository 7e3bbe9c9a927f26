/** `agentLicense`, `sensor_licence_key`, "License Key" … and the branding key of a container. */
export const isSecretName = (name: string): boolean =>
	/licen[cs]e|^ekey$/i.test(name.replace(/[\s_.-]/g, ''));
