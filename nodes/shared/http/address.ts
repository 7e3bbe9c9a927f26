import { type IHttpRequestOptions, UserError } from 'n8n-workflow';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Asked for each call, so the text is parsed once. */
function parsed(value: string): URL | undefined {
	try {
		return new URL(value);
	} catch {
		return undefined;
	}
}

export function secureUrl(value: string, label: string): URL {
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

export function baseUrl(value: string, label: string): string {
	const { origin, pathname } = secureUrl(value, label);
	return origin + withoutEnd(pathname);
}

/** Without the slashes behind it. */
const withoutEnd = (address: string): string => address.replace(/(?<!\/)\/+$/, '');

/** n8n's HTTP Request node hands its options over in the older shape: `uri` in place of `url`. */
export type AnyRequestOptions = IHttpRequestOptions & { uri?: string };

/** The absolute address that n8n is going to call; a relative one belongs to `fallbackBase`. */
export function targetUrl(options: AnyRequestOptions, fallbackBase: string): URL {
	const address = String(options.url ?? options.uri ?? '');
	const base = options.baseURL || fallbackBase;
	const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(address);
	const joined = address ? `${withoutEnd(base)}/${address.replace(/^\/+/, '')}` : base;
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
