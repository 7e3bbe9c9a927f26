import type { Credential } from './seed';

/**
 * What lets a call or a person into the examples that begin by themselves. It is known to everybody:
 * the sandbox listens on loopback, and what it orders is bought at the simulator.
 */
export const HEADER = { name: 'X-Api-Key', value: 'key-of-the-sandbox' };
export const FORM_LOGIN = { user: 'orders', password: 'password-of-the-sandbox' };

export const doorCredentials = (): Credential[] => [
	{
		id: 'certLifecycleHeader',
		name: 'Header of the certificate webhook',
		type: 'httpHeaderAuth',
		data: HEADER,
	},
	{
		id: 'certLifecycleBasic',
		name: 'Login of the certificate form',
		type: 'httpBasicAuth',
		data: FORM_LOGIN,
	},
];
