import { asObject, asText } from '../../../nodes/shared/values';
import type { Answer } from '../akamai/client';
import { MINUTE, useChanges } from '../akamai/changes';
import { faultsOf } from './openapi';
import type { ForeignRequest } from './requests';
import { describeForeign, FOREIGN_REQUESTS } from './requests';

/**
 * What clients of CPS sent that none of us wrote, signed anew and as through a proxy that ends TLS.
 * Each comes at a moment at which it makes sense; IDs, certificates and hashes are those of that
 * moment.
 */

const cps = useChanges();
const { akamai, pass, simulator } = cps;

const REQUESTS = FOREIGN_REQUESTS.filter(({ url }) => /^\/(cps|contract-api)\//.test(url));

type Moment = 'none' | 'upload' | 'review' | 'staged' | 'deployed' | 'dv';

interface Expected {
	method: string;
	path: RegExp;
	accept?: RegExp;
	/** Of the body. */
	holds?: RegExp;
	at: Moment;
	status: number[];
	/** What the description says against the request itself. */
	fault?: RegExp;
}

const ENTITY = (name: string) => new RegExp(`\\.cps\\.${name}\\+json`);
const INFO = (name: string) => new RegExp(`/input/info/${name}$`);
const UPDATE = (name: string) => new RegExp(`/input/update/${name}$`);
const LIST = /\/enrollments\/?(\?.*)?$/;

/** The right answer, most exact first; what the service would say to it, not what one said then. */
const EXPECTED: Expected[] = [
	{ method: 'GET', path: /^\/contract-api\//, at: 'none', status: [200] },
	// A path that nobody documents.
	{
		method: 'GET',
		path: /\/enrollments\/$/,
		at: 'none',
		status: [404, 406],
		fault: /not described/,
	},
	// A query that nobody knows does no harm.
	{ method: 'GET', path: /[?&]foo=/, at: 'none', status: [200], fault: /unknown query foo/ },
	{ method: 'GET', path: LIST, accept: ENTITY('enrollments.v(4|11)'), at: 'none', status: [200] },
	// Wildcards, plain JSON, another entity and a version that is not served match nothing.
	{ method: 'GET', path: LIST, at: 'none', status: [406] },
	// A shape of an older version under the name of a newer one; no enrollment at all.
	{ method: 'POST', path: LIST, holds: /"sni":|"y":"a/, at: 'none', status: [400] },
	{ method: 'POST', path: LIST, at: 'none', status: [202] },
	{ method: 'GET', path: INFO('third-party-csr'), at: 'upload', status: [200] },
	{ method: 'POST', path: UPDATE('third-party-cert.*'), at: 'upload', status: [200] },
	{ method: 'GET', path: INFO('post-verification-warnings'), at: 'review', status: [200] },
	{ method: 'POST', path: UPDATE('post-verification-warnings-ack'), at: 'review', status: [200] },
	{ method: 'GET', path: INFO('change-management-info'), at: 'staged', status: [200] },
	{ method: 'POST', path: UPDATE('change-management-ack'), at: 'staged', status: [200] },
	{ method: 'GET', path: INFO('lets-encrypt-challenges'), at: 'dv', status: [200] },
	{ method: 'POST', path: UPDATE('lets-encrypt.*'), at: 'dv', status: [200] },
	{ method: 'GET', path: INFO('pre-verification-warnings'), at: 'dv', status: [404] },
	{ method: 'GET', path: /\/deployments\/staging$/, at: 'staged', status: [200] },
	{ method: 'GET', path: /\/deployments\/production$/, at: 'deployed', status: [200] },
	{ method: 'PUT', path: /\/deployment-schedule$/, at: 'upload', status: [200] },
	{ method: 'DELETE', path: /\/changes\/\d+$/, at: 'upload', status: [200] },
	{ method: 'DELETE', path: /\/enrollments\/\d+/, at: 'deployed', status: [202] },
	{ method: 'PUT', path: /force-renewal=true/, at: 'deployed', status: [202] },
	{ method: 'PUT', path: /\/enrollments\/\d+/, at: 'deployed', status: [200, 202] },
	{ method: 'GET', path: /\/enrollments\/\d+/, at: 'upload', status: [200] },
];

const textOf = (body: unknown) => JSON.stringify(body ?? null);

const expectedOf = ({ method, url, accept = '', body }: ForeignRequest) =>
	EXPECTED.find(
		(one) =>
			one.method === method &&
			one.path.test(url) &&
			(one.accept?.test(accept) ?? true) &&
			(one.holds?.test(textOf(body)) ?? true),
	);

interface Thing {
	enrollment: string;
	change: string;
	cn: string;
	names: string[];
}

/** The client's own creation of this kind, which the simulator takes. */
const creationOf = (client: string, dv: boolean) =>
	REQUESTS.find(
		({ client: other, method, url, body }) =>
			other === client &&
			method === 'POST' &&
			LIST.test(url) &&
			asObject(body).validationType === (dv ? 'dv' : 'third-party') &&
			!textOf(body).includes('"sni":'),
	)?.body;

async function certificatesOf({ change, cn, names }: Thing) {
	const [csr] = await cps.csrsOf(change);
	if (!csr) throw new Error('no CSR');
	return await cps.certificateFor(csr, cn, { names });
}

/** Up to the moment; none of the steps is a client's. */
async function arrive(moment: Moment, client: string): Promise<Thing | undefined> {
	if (moment === 'none') return undefined;
	const body = creationOf(client, moment === 'dv');
	const csr = asObject(asObject(body).csr);
	const { json } = await akamai.create(body);
	const thing: Thing = {
		enrollment: String(json.enrollment),
		change: String((json.changes as string[])[0]),
		cn: asText(csr.cn) ?? '',
		names: [asText(csr.cn) ?? '', ...((csr.sans as string[] | undefined) ?? [])],
	};
	pass(3 * MINUTE);
	if (moment === 'upload' || moment === 'dv') return thing;
	await cps.upload(thing.change, await certificatesOf(thing));
	pass(2 * MINUTE);
	if (moment === 'review') return thing;
	await cps.acknowledge(thing.change, 'post-verification-warnings-ack');
	pass(30 * MINUTE);
	if (moment === 'staged') return thing;
	await cps.acknowledge(thing.change, 'change-management-ack');
	pass(60 * MINUTE);
	return thing;
}

/** The same body, about the thing that is there. */
async function bodyFor({ body }: ForeignRequest, thing: Thing | undefined): Promise<unknown> {
	if (!thing) return body;
	const { certificatesAndTrustChains, hash } = asObject(body);
	if (Array.isArray(certificatesAndTrustChains)) {
		const { keyAlgorithm, certificate, trustChain } = await certificatesOf(thing);
		const [sent] = certificatesAndTrustChains;
		const members = Object.keys(asObject(sent));
		const own = { keyAlgorithm, certificate, trustChain };
		return {
			certificatesAndTrustChains: [
				Object.fromEntries(Object.entries(own).filter(([name]) => members.includes(name))),
			],
		};
	}
	if (hash === undefined) return body;
	const name = 'change-management-info';
	const { json } = await cps.info(thing.change, name, name, 5);
	return { ...asObject(body), hash: json.validationResultHash };
}

const idOf = (path: string) => path.split('/').at(-1) ?? '';

const urlFor = ({ url }: ForeignRequest, thing: Thing | undefined) =>
	thing
		? url
				.replace(/\/enrollments\/\d+/, `/enrollments/${idOf(thing.enrollment)}`)
				.replace(/\/changes\/\d+/, `/changes/${idOf(thing.change)}`)
		: url;

async function replay(request: ForeignRequest, thing: Thing | undefined) {
	const { method, accept, contentType } = request;
	const [url, body] = [urlFor(request, thing), await bodyFor(request, thing)];
	const answer = await akamai.call(method, url, { body, accept, contentType, forwarded: true });
	return { answer, faults: judged(request, { url, body, answer }) };
}

function judged(
	{ method, contentType }: ForeignRequest,
	{ url, body, answer }: { url: string; body: unknown; answer: Answer },
) {
	return faultsOf({
		method,
		url,
		contentType,
		body: body === undefined ? '' : JSON.stringify(body),
		status: answer.status,
		answerType: answer.headers['content-type']?.toString(),
		answer: answer.text,
	});
}

describeForeign('Foreign clients of CPS', () => {
	beforeEach(async () => {
		await fetch(`${simulator.origin}/_sandbox/seed`, {
			method: 'POST',
			body: JSON.stringify({ akamai: { creationInterval: false } }),
		});
	});

	const cases = REQUESTS.map((request, index) => ({
		...{ index, request, expected: expectedOf(request) },
		title: `${request.client}: ${request.method} ${request.url}, Accept ${request.accept ?? 'none'}`,
	}));

	test.each(cases)('$index $title', async ({ request, expected }) => {
		if (!expected) throw new Error('nobody said what is right');
		const { answer, faults } = await replay(request, await arrive(expected.at, request.client));
		expect(expected.status).toContain(answer.status);
		expect(faults.filter((fault) => !expected.fault?.test(fault))).toEqual([]);
	});
});
