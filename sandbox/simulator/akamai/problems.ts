import { randomBytes, randomUUID } from 'node:crypto';

/** An answer of CPS itself: Problem Details without `status`. */
export class CpsProblem extends Error {
	constructor(
		readonly status: number,
		readonly slug: string,
		readonly title: string,
		readonly detail?: string,
	) {
		super(detail ?? title);
	}

	body(host: string): Record<string, string> {
		const type = `https://${host}/cps/v2/error-types/${this.slug}`;
		const instance = `${type}?id=${randomUUID().replace(/-/g, '')}`;
		const { title, detail } = this;
		return detail === undefined ? { type, title, instance } : { type, title, detail, instance };
	}
}

export const notFound = () => new CpsProblem(404, 'not-found', 'Not Found');

/** Slugs beside `not-found`, `invalid-enrollment-state`, `cannot-cancel-pending-change` and
 * `invalid-certificate-chain-type` are not published; these are descriptive stand-ins. */
export const badRequest = (detail: string, slug = 'bad-request', title = 'Bad Request') =>
	new CpsProblem(400, slug, title, detail);

export const conflict = (slug: string, title: string, detail: string) =>
	new CpsProblem(409, slug, title, detail);

/** CPS is still moving: transient. */
export const invalidState = () =>
	conflict(
		'invalid-enrollment-state',
		'Invalid enrollment state.',
		'The enrollment is not in a state that allows this operation.',
	);

interface Gate {
	slug: string;
	title: string;
}

const GATES: Record<number, Gate> = {
	400: { slug: 'pep-authn/request-error', title: 'Bad request' },
	401: { slug: 'pep-authn/deny', title: 'Not authorized' },
	403: { slug: 'pep-authz/deny', title: 'Forbidden' },
	500: { slug: 'resource-impl/forward-origin-error', title: 'Server Error' },
};

/** An answer of the gateway in front of CPS. */
export class GatewayProblem extends Error {
	constructor(
		readonly status: 400 | 401 | 403 | 500,
		readonly detail?: string,
		readonly serverTime = Date.now(),
	) {
		super(detail ?? `${status}`);
	}

	body(request: { method: string; host: string; url: string; client: string }) {
		const { slug, title } = GATES[this.status] as Gate;
		return {
			type: `https://problems.luna.akamaiapis.net/-/${slug}`,
			title,
			status: this.status,
			...(this.detail === undefined ? {} : { detail: this.detail }),
			instance: `https://${request.host}${request.url}`,
			method: request.method,
			serverIp: '192.0.2.53',
			clientIp: request.client,
			requestId: randomBytes(4).toString('hex'),
			requestTime: new Date(this.serverTime).toISOString().replace(/\.\d+Z$/, 'Z'),
			...(this.status === 403 ? { authzRealm: 'sandbox.realm' } : {}),
		};
	}
}
