import { startAnew, startTestSimulator } from '../../support/simulator';
import { forAllTests } from '../../support/use';
import type { ForeignRequest } from './requests';
import { describeForeign, FOREIGN_REQUESTS } from './requests';

/** What is right: a status, and what the answer holds. `later` is a route that is not built yet. */
type Right = [request: string, status: number | 'later', body?: object];

const list = (name: string) => ({ [name]: expect.any(Array) });
const refused = (code: string) => ({ errors: [expect.objectContaining({ code })] });

/** Whether the client counts on it or was wrong itself, as DigiCert most likely answers. */
const RIBOSE: Right[] = [
	['GET /product?', 200, list('products')],
	['GET /product/ssl_plus?', 200, { name_id: 'ssl_plus' }],
	['GET /product/ssl_basic?', 200, { name_id: 'ssl_basic', ...list('server_platforms') }],
	['GET /organization?', 200, list('organizations')],
	['GET /organization/1850011?', 200, { id: 1_850_011 }],
	['POST /organization?', 'later'],
	['GET /domain?', 200, list('domains')],
	['GET /domain?container_id=610400', 200, list('domains')],
	[
		'GET /domain/1469?include_dcv=true&include_validation=true',
		200,
		{ id: 1469, dcv_expiration: { ov: expect.any(String), ev: expect.any(String) } },
	],
	['POST /domain?', 201, { id: expect.any(Number) }],
	['PUT /domain/1469/activate?', 'later'],
	['GET /container?', 200, list('containers')],
	['GET /container/610400?', 200, { id: 610_400 }],
	['GET /container/610400/template', 'later'],
	['GET /order/certificate?', 200, { orders: [] }],
	[
		'GET /order/certificate?filters%5Bstatus%5D=issued&filters%5Bcommon_name%5D=example.com',
		200,
		{ orders: [] },
	],
	['GET /order/certificate?sort=-order_id&limit=2', 200, { page: { limit: 2 } }],
	['GET /order/certificate?filters%5Bdate_created%5D=2026-01-01...2026-12-31', 200, list('orders')],
	['POST /order/certificate/ssl_plus?', 201, { id: 81_400_001 }],
	['POST /order/certificate/ssl_basic?', 201, { id: 81_400_002 }],
	['POST /order/certificate/ssl_basic?', 201, { id: 81_400_003 }],
	['GET /order/certificate/81400001?', 200, { id: 81_400_001, status: 'needs_approval' }],
	['GET /request?', 200, list('requests')],
	['GET /request/31200001?', 200, { id: 31_200_001, status: 'pending' }],
	['PUT /request/31200001/status?', 204],
	['GET /certificate/91700001/download/platform?', 200],
	['GET /certificate/91700001/download/format/pem_all?', 200],
	['GET /certificate/91700001/download/platform/apache?', 200],
	['POST /order/certificate/81400001/reissue?', 201, { id: 81_400_001 }],
	['POST /order/certificate/81400001/duplicate?', 400, refused('invalid_order_status')],
	['GET /order/certificate/81400001/duplicate', 200, list('certificates')],
	['GET /order/certificate/81400001/email-validation?', 'later'],
	// The reissue before it is pending.
	['PUT /certificate/91700001/revoke?', 400, refused('pending_reissue')],
	['GET /report/order/610400/expiring?', 'later'],
	['POST /order/certificate/ssl_basic?', 201, { id: 81_400_004 }],
	// Documented as case sensitive today; the field that nobody knows is left alone.
	['PUT /order/certificate/81400002/status?', 400, refused('invalid_value:status')],
	['GET /ping?', 'later'],
];

const SAPCC: Right[] = [
	['GET /organization', 200, list('organizations')],
	['GET /organization/1850011', 200, { id: 1_850_011 }],
	['GET /product', 200, list('products')],
	// The client's own URL is malformed.
	['GET /domain/?container_id/610400', 404, refused('not_found|domain')],
	['POST /order/certificate/ssl_securesite_flex', 201, { id: 81_400_009 }],
	['GET /order/certificate/81400009', 200, { id: 81_400_009, status: 'issued' }],
	['GET /certificate/download/order/81400009/format/pem_all', 200],
	['GET /certificate/download/order/81400009/format/pem_noroot', 200],
	['GET /certificate/download/order/81400009/format/pem_nointermediate', 200],
	['GET /certificate/download/order/81400009/format/pem', 400, refused('invalid_value:format')],
	['GET /certificate/download/order/81400009/format/crt', 400, refused('invalid_value:format')],
	['GET /certificate/download/order/81400009/format/default_pem', 200],
	['GET /certificate/91700009/download/format/pem_all', 200],
	['GET /certificate/91700009/chain', 200, list('intermediates')],
	['PUT /certificate/91700009/revoke', 204],
];

const PREFIX = '/services/v2';
const requests = FOREIGN_REQUESTS.filter(({ url }) => url.startsWith(PREFIX));
const titleOf = ({ method, url }: ForeignRequest) => `${method} ${url.slice(PREFIX.length)}`;
const nameOf = ({ client }: ForeignRequest) => (client.startsWith('sapcc') ? 'sapcc' : 'ribose');

/** Bodies as the service most likely takes them. */
const simulator = forAllTests(
	async () => await startTestSimulator({ bodies: 'lenient' }),
	async ({ stop }) => await stop(),
);

/** Until an order that was approved is issued */
const ISSUED_AFTER_SECONDS = 120;

async function replay({ method, url, accept, contentType, body }: ForeignRequest) {
	const headers = {
		...(accept && { Accept: accept }),
		...(contentType && { 'Content-Type': contentType }),
	};
	const answer = await simulator
		.withKey(simulator.keys.digicertApiKey)
		.request({ method, url, headers, data: body });
	if (method !== 'GET') await simulator.advance(ISSUED_AFTER_SECONDS);
	return answer;
}

function replays(client: string, right: Right[]): void {
	const sent = requests.filter((request) => nameOf(request) === client);

	it('every request has its answer', () => {
		expect(sent.map(titleOf)).toEqual(right.map(([title]) => title));
	});

	it.each(right.map((one, at) => [one[0], at, one] as const))('%s', async (_title, at, one) => {
		const [, status, body] = one;
		const request = sent[at];
		if (!request) throw new Error('There is no such request');
		const answer = await replay(request);
		if (status === 'later') {
			expect([answer.status, answer.data]).toEqual([404, refused('not_found|route')]);
			return;
		}
		expect(answer.status).toBe(status);
		if (!body) return;
		expect(answer.data).toMatchObject(body);
		expect(answer.headers['content-type']).toBe('application/json');
	});
}

describeForeign('What clients of others send to CertCentral', () => {
	describe('riboseinc/digicert and others', () => {
		beforeAll(async () => {
			await startAnew(simulator);
			await simulator.seed({ metadata: [] });
		});
		replays('ribose', RIBOSE);
	});

	describe('sapcc/digicert-issuer', () => {
		beforeAll(async () => {
			await startAnew(simulator);
			await simulator.seed({ metadata: [] });
			// The order that it asks for is the ninth.
			const [first] = requests.filter(({ method }) => method === 'POST').slice(-2);
			for (let order = 1; order < 9; order += 1) if (first) await replay(first);
		});
		replays('sapcc', SAPCC);
	});
});
