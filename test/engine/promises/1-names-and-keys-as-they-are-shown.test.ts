import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { asList, asObject, asObjects } from '../../../nodes/shared/values';
import type { Passed } from '../../support/between';
import { isInfoOf, isList } from '../../support/between';
import { byId, callsOf, jsons, orderOf, ordersOf, placed } from '../../support/certCentral';
import { useChangedAnswers } from '../../support/changedAnswers';
import { newCsr, otherProcess } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** Promise 1: what is shown in another form, or not all of it, makes no other order or certificate. */

const simulator = useSimulator();
const { between, run, buy } = useChangedAnswers(simulator);

const NAME = 'instant.example.com';

const reissue = async (orderId: unknown, more: INodeParameters = {}) => {
	const form = {
		resource: 'order',
		operation: 'reissue',
		orderId: byId(orderId),
		allowSameEnd: true,
		additionalFields: { skipApproval: true },
		options: { visibleWithin: 1 },
		...more,
	};
	return await run(form);
};

const reissues = () => callsOf(simulator, 'POST', /\/reissue$/);

const isInfo = (passed: Passed) => isInfoOf(passed, passed.body.id);

const withNames = (order: IDataObject, change: (names: unknown[]) => unknown): IDataObject => {
	const certificate = asObject(order.certificate);
	const names = change(asList(certificate.dns_names));
	return { ...order, certificate: { ...certificate, dns_names: names as IDataObject[string] } };
};

const SECOND = 'more.example.com';
const forSecond = (odd: unknown) => (names: unknown[]) =>
	names.map((name) => (name === SECOND ? odd : name));

describe('A name that is no text is not taken off the certificate', () => {
	test.each([[{ name: SECOND }], [null], [[SECOND]]])('%j in Order info', async (odd) => {
		const [id] = await placed(simulator, [await orderOf(NAME, { dnsNames: SECOND })]);
		between.change((passed) =>
			isInfo(passed) ? { body: withNames(passed.body, forSecond(odd)) } : undefined,
		);
		const run = await reissue(id, { csr: await newCsr(NAME) });
		expect(JSON.stringify(jsons(run.outputs[0]))).toContain('is not the documented JSON');
		expect(reissues()).toHaveLength(0);
	});

	test('nor is a reissue sent where no list of names is shown', async () => {
		const [id] = await placed(simulator, [await orderOf(NAME)]);
		between.change((passed) =>
			isInfo(passed) ? { body: withNames(passed.body, () => undefined) } : undefined,
		);
		const run = await reissue(id, { csr: await newCsr(NAME) });
		expect(JSON.stringify(jsons(run.outputs[0]))).toContain('no list of its names');
		expect(reissues()).toHaveLength(0);
	});
});

/** Bought by hand, hours ago: nothing but its content tells it. */
describe('An order without our key is not bought again', () => {
	const bare = (pem: unknown) =>
		String(pem)
			.replace(/-----[^-]+-----/g, '')
			.replace(/\s/g, '');

	test.each<[string, (order: IDataObject) => IDataObject]>([
		['whose second name is shown as null', (order) => withNames(order, forSecond(null))],
		[
			'whose CSR is shown without the lines of PEM',
			(order) => {
				const certificate = asObject(order.certificate);
				const { csr } = certificate;
				return csr ? { ...order, certificate: { ...certificate, csr: bare(csr) } } : order;
			},
		],
	])('%s', async (_what, shown) => {
		const item = await orderOf('hand.example.com', { dnsNames: SECOND });
		const [id] = await placed(simulator, [item]);
		await simulator.advance(7200);
		otherProcess(simulator);
		const odd = (order: IDataObject) => shown({ ...order, alternative_order_id: undefined });
		between.change((passed) => {
			if (isInfo(passed)) return { body: odd(passed.body) };
			const orders = asObjects(passed.body.orders).map(odd);
			return isList(passed) ? { body: { ...passed.body, orders } } : undefined;
		});
		expect(await buy([item])).toMatchObject([{ orderId: id, reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('nor is a certificate reissued twice whose CSR the list shows so', async () => {
		const [id] = await placed(simulator, [await orderOf(NAME)]);
		const csr = await newCsr(NAME);
		between.change((passed) => {
			if (passed.method !== 'GET' || !/\/reissue(\?|$)/.test(passed.url)) return undefined;
			const rows = asObjects(passed.body.certificates);
			const certificates = rows.map((row) => ({ ...row, csr: bare(row.csr) }));
			return { body: { ...passed.body, certificates } };
		});
		await reissue(id, { csr });
		otherProcess(simulator);
		expect(jsons((await reissue(id, { csr })).outputs[0])).toMatchObject([{ changed: false }]);
		expect(reissues()).toHaveLength(1);
	});
});

test('A reissue that has ended is no certificate for years, be its date not shown', async () => {
	const csr = await newCsr(NAME);
	const [id] = await placed(simulator, [await orderOf(NAME)]);
	await reissue(id, { csr });
	otherProcess(simulator);
	between.change((passed) => {
		if (passed.method !== 'GET' || !/\/reissue(\?|$)/.test(passed.url)) return undefined;
		const rows = asObjects(passed.body.certificates);
		const ended = { date_created: undefined, valid_from: undefined, valid_till: '2020-01-01' };
		const certificates = rows.map((row) => ({ ...row, ...ended }));
		return { body: { ...passed.body, certificates } };
	});
	await reissue(id, { csr });
	expect(reissues()).toHaveLength(2);
});
