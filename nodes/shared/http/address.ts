import {
	UserError,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
} from 'n8n-workflow';

type Credentials = ICredentialDataDecryptedObject;

/** Base URLs by region (dev.digicert.com; no automation host is documented for the EU). */
const DIGICERT_REGION: Record<string, { servicesUrl: string; automationUrl?: string }> = {
	us: {
		servicesUrl: 'https://www.digicert.com/services/v2',
		automationUrl: 'https://caas.digicert.com/automationws/v1',
	},
	eu: { servicesUrl: 'https://certcentral.digicert.eu/services/v2' },
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function text(credentials: Credentials, field: string): string {
	const value = credentials[field];
	return typeof value === 'string' ? value.trim() : '';
}

/** A key or token: printable ASCII, since it travels in a header. Its value is never repeated. */
export function secretText(credentials: Credentials, field: string, label: string): string {
	const value = text(credentials, field);
	if (!value) throw new UserError(`The credential field "${label}" is empty`);
	if (/^[\x21-\x7e]+$/.test(value)) return value;
	throw new UserError(
		`The credential field "${label}" holds blanks or special characters that no such value has: copy it anew`,
	);
}

/** Asked for each call, so the text is parsed once. */
function parsed(value: string): URL | undefined {
	try {
		return new URL(value);
	} catch {
		return undefined;
	}
}

function secureUrl(value: string, label: string): URL {
	const url = parsed(value);
	if (!url) throw new UserError(`The credential field "${label}" is not a valid address`);
	const isSecure = url.protocol === 'https:';
	const isLocal = url.protocol === 'http:' && LOOPBACK.test(url.hostname);
	if (!isSecure && !isLocal) {
		throw new UserError(
			`The credential field "${label}" must begin with https:// (http:// is for a loopback host only)`,
		);
	}
	if (url.username || url.password) {
		throw new UserError(`The credential field "${label}" must not carry a user name or password`);
	}
	return url;
}

function baseUrl(value: string, label: string): string {
	const { origin, pathname } = secureUrl(value, label);
	return origin + pathname.replace(/\/+$/, '');
}

export interface DigiCertUrls {
	servicesUrl: string;
	/** Missing for the EU region, and for a custom one, as long as the credential names none. */
	automationUrl?: string;
}

export function digiCertUrls(credentials: Credentials): DigiCertUrls {
	const region = text(credentials, 'region') || 'us';
	const known = DIGICERT_REGION[region];
	if (!known && region !== 'custom') {
		throw new UserError(`The credential field "Region" has the unknown value "${region}"`);
	}
	const servicesUrl = known?.servicesUrl ?? text(credentials, 'servicesUrl');
	if (!servicesUrl) throw new UserError('The credential field "Services URL" is empty');
	const automationUrl = known?.automationUrl ?? text(credentials, 'automationUrl');
	return {
		servicesUrl: baseUrl(servicesUrl, 'Services URL'),
		...(automationUrl && { automationUrl: baseUrl(automationUrl, 'Automation URL') }),
	};
}

export function akamaiOrigin(credentials: Credentials): string {
	const host = text(credentials, 'host');
	if (!host) throw new UserError('The credential field "Host" is empty');
	const url = secureUrl(/^[a-z]+:\/\//i.test(host) ? host : `https://${host}`, 'Host');
	if (url.pathname !== '/' || url.search || url.hash) {
		throw new UserError('The credential field "Host" must be a host name without a path');
	}
	return url.origin;
}

/** n8n's HTTP Request node hands its options over in the older shape: `uri` in place of `url`. */
export type AnyRequestOptions = IHttpRequestOptions & { uri?: string };

/** The absolute address that n8n is going to call; a relative one belongs to `fallbackBase`. */
export function targetUrl(options: AnyRequestOptions, fallbackBase: string): URL {
	const address = String(options.url ?? options.uri ?? '');
	const base = options.baseURL || fallbackBase;
	const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(address);
	const joined = address ? `${base.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}` : base;
	const target = parsed(isAbsolute ? address : joined);
	if (!target) throw new UserError('The request address is not a valid URL');
	return target;
}

/** Secrets and signatures go to the service that they were issued for, and nowhere else. */
export function assertOwnOrigin(target: URL, origins: string[]): void {
	if (origins.includes(target.origin)) return;
	throw new UserError(
		`This credential may only be used with ${origins.join(' and ')}, not with ${target.origin}`,
	);
}

/** Switches redirects off in both option shapes: neither key nor signature may travel on. */
export const NO_REDIRECT = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
	sendCredentialsOnCrossOriginRedirect: false,
};
