import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import { DigiCertAutomation } from '../../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { DigiCertCertCentral } from '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { byId, orderOf, orderParameters } from '../../support/certCentral';
import { akamaiCredentialAt } from '../../support/cps';
import { runNode } from '../../support/engine';
import { useReceiver } from '../../support/use';

/** IDs that a number of JavaScript cannot hold keep their digits, on the way in and out. */

const receiver = useReceiver();

/** The first whole number that JSON.parse gives as another one. */
const ID = '9007199254740993';
const NEXT = '9007199254740995';

/** Bodies by the end of the path, as text: JSON.stringify could not write these numbers. */
const answers = (bodies: Array<[path: string, body: string]>): void =>
	receiver.answer(({ url }) => {
		const path = url.split('?')[0] ?? '';
		const [, body] = bodies.find(([end]) => path.endsWith(end)) ?? [];
		return body === undefined
			? { status: 404, body: { errors: [{ code: 'not_found', message: 'No such thing' }] } }
			: { headers: { 'content-type': 'application/json' }, body };
	});

async function told(node: INodeType, parameters: INodeParameters, items: IDataObject[] = [{}]) {
	const { outputs, error } = await runNode({
		node,
		parameters,
		items,
		credentials: {
			digiCertApi: {
				apiKey: randomUUID(),
				region: 'custom',
				servicesUrl: `${receiver.origin}/services/v2`,
				automationUrl: `${receiver.origin}/automationws/v1`,
				accountId: ID,
				divisionId: NEXT,
			},
			akamaiEdgeGridApi: akamaiCredentialAt(receiver.origin),
		},
	});
	if (error) throw error;
	return outputs.flat().map(({ json }) => json);
}

const sent = (method: string): string[] =>
	receiver.received.filter((one) => one.method === method).map(({ url }) => url);

const order = (status = 'issued') =>
	`{"id":${ID},"status":"${status}","certificate":{"id":${NEXT},"common_name":"www.example.com","valid_till":"2999-01-01"},"requests":[{"id":${NEXT},"status":"pending","type":"new_request"}]}`;

describe('CertCentral', () => {
	test.each([
		['get', { simplify: false }, { id: ID }],
		['checkStatus', {}, { orderId: ID, state: 'done' }],
	])('Order > %s', async (operation, more, expected) => {
		answers([[`/order/certificate/${ID}`, order()]]);
		const parameters = { resource: 'order', operation, orderId: byId('={{ $json.id }}'), ...more };
		expect(await told(new DigiCertCertCentral(), parameters, [{ id: ID }])).toMatchObject([
			expected,
		]);
		expect(sent('GET')).toEqual([`/services/v2/order/certificate/${ID}`]);
	});

	test('Order > Create tells the ID of what was bought, and of what was there', async () => {
		let book = '[]';
		let key = '';
		receiver.answer(({ method, url, body }) => {
			const json = (text: string) => ({
				headers: { 'content-type': 'application/json' },
				body: text,
			});
			if (method === 'POST') {
				key = String((JSON.parse(body.toString()) as IDataObject).alternative_order_id);
				book = `[{"id":${ID},"status":"pending","date_created":"${new Date().toISOString()}","certificate":{"common_name":"www.example.com","dns_names":["www.example.com"]},"alternative_order_id":"${key}"}]`;
				return json(`{"id":${ID},"certificate_id":${NEXT},"requests":[{"id":${NEXT}}]}`);
			}
			if (url.includes('/user/me')) return json(`{"id":${ID},"account_id":${ID}}`);
			if (url.includes('/account/metadata')) return json('{"metadata":[]}');
			if (url.endsWith(ID))
				return json(`${order('pending').slice(0, -1)},"alternative_order_id":"${key}"}`);
			return json(
				`{"orders":${book},"page":{"total":${book === '[]' ? 0 : 1},"limit":1000,"offset":0}}`,
			);
		});
		const parameters = orderParameters({ additionalFields: { customFields: {} } });
		const item = await orderOf('www.example.com');
		const bought = await told(new DigiCertCertCentral(), parameters, [item]);
		expect(bought).toMatchObject([{ orderId: ID, reused: false }]);
		const again = await told(new DigiCertCertCentral(), parameters, [item]);
		expect(again).toMatchObject([{ orderId: ID, reused: true }]);
		expect(sent('POST')).toHaveLength(1);
	});

	test('Request > Approve', async () => {
		let status = 'pending';
		receiver.answer(({ method, url }) => {
			if (method === 'PUT') status = 'approved';
			return method === 'PUT'
				? { status: 204 }
				: {
						headers: { 'content-type': 'application/json' },
						body: url.endsWith(NEXT)
							? `{"id":${NEXT},"status":"${status}","type":"new_request","order":{"id":${ID}}}`
							: order(),
					};
		});
		const parameters = { resource: 'request', operation: 'approve', requestId: byId(NEXT) };
		const items = await told(new DigiCertCertCentral(), parameters);
		expect(items).toMatchObject([{ requestId: NEXT, orderId: ID }]);
		expect(sent('PUT')).toEqual([`/services/v2/request/${NEXT}/status`]);
	});
});

test('Automation > Get Many and Get', async () => {
	answers([
		[
			'automatedips/list',
			`{"error":null,"data":{"automatedIps":[{"automationId":${ID},"automatedIp":"192.0.2.1","automatedPort":443,"automationStatus":"AUTOMATION_SCHEDULED","certificateCn":"www.example.com"}],"totalCount":1}}`,
		],
		[
			'viewAutomationDetails',
			`{"error":null,"data":{"automationId":${ID},"autoStatusResponse":{"automationStatus":"INSTALL_VALIDATED"}}}`,
		],
	]);
	const node = new DigiCertAutomation();
	const parameters = { resource: 'automation', operation: 'getAll', returnAll: true };
	expect(await told(node, parameters)).toMatchObject([{ automationId: ID }]);
	const one = { resource: 'automation', operation: 'get', automationId: byId(ID) };
	expect(await told(node, one)).toMatchObject([
		{ automationId: ID, accountId: ID, divisionId: NEXT },
	]);
	const bodies = receiver.received.map(({ body }) => JSON.parse(body.toString()) as IDataObject);
	expect(bodies.at(-1)).toMatchObject({ automationId: ID, accountId: ID, divisionId: NEXT });
});

test('CPS: Enrollment > Get and Change > Get', async () => {
	const enrollment = `{"id":${ID},"csr":{"cn":"www.example.com"},"pendingChanges":[{"location":"/cps/v2/enrollments/${ID}/changes/${NEXT}","changeType":"renewal"}]}`;
	const change = `{"statusInfo":{"state":"running","status":"x"},"allowedInput":[]}`;
	answers([
		[`/enrollments/${ID}`, enrollment],
		[`/changes/${NEXT}`, change],
	]);
	const node = new AkamaiCps();
	const by = { enrollmentId: byId(ID) };
	expect(await told(node, { resource: 'enrollment', operation: 'get', ...by })).toMatchObject([
		{ enrollmentId: ID, changeId: NEXT },
	]);
	expect(await told(node, { resource: 'change', operation: 'get', ...by })).toMatchObject([
		{ enrollmentId: ID, changeId: NEXT },
	]);
});
