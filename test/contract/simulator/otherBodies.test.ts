import { newCsr } from '../../support/simulator';
import { useSimulator } from '../../support/use';

const simulator = useSimulator();

const orders = async () => (await simulator.services.get('/order/certificate')).data;
const hosts = async () =>
	(
		await simulator.automation.post('/automatedips/list', {
			accountId: simulator.keys.accountId,
		})
	).data;

/** Answers with the status 201 or 400. */
async function buy(commonName = 'www.example.com', dns_names: string[] = []) {
	await simulator.seed({ metadata: [] });
	const csr = await newCsr(commonName);
	return await simulator.services.post('/order/certificate/ssl_basic', {
		certificate: { common_name: commonName, dns_names, csr, signature_hash: 'sha256' },
		order_validity: { years: 1 },
		organization: { id: 1_850_011 },
		skip_approval: true,
	});
}

const paidOrders = async (): Promise<number> =>
	(await simulator.sandbox.get('/books')).data.digicert.paidOrders;

describe('valid JSON of another shape', () => {
	it.each([
		['emptyObject', {}],
		['nullBody', null],
		['textBody', 'The service is being updated.'],
		['errorsBody', { errors: [expect.objectContaining({ code: expect.any(String) })] }],
		['maintenanceBody', { status: 'maintenance' }],
	] as const)('%s: instead of any answer, under the same status', async (name, body) => {
		await simulator.fault(name);
		const { status, data } = await simulator.services.get('/user/me', { responseType: 'text' });
		expect([status, JSON.parse(String(data))]).toEqual([200, body]);
		expect((await buy()).status).toBe(201);
		expect(await paidOrders()).toBe(1);
	});

	it('missingList: the rest of the answer is there', async () => {
		await simulator.fault('missingList');
		expect(await orders()).toEqual({ page: { total: 0, limit: 1000, offset: 0 } });
		expect(await hosts()).toEqual({ error: null, data: {} });
	});

	it('emptyList and totalMismatch: rows and total contradict each other', async () => {
		await buy();
		await simulator.fault('emptyList');
		expect(await orders()).toMatchObject({ orders: [], page: { total: 1 } });
		await simulator.sandbox.delete('/faults');
		await simulator.fault('totalMismatch');
		const { orders: rows, page } = await orders();
		expect([rows.length, page.total]).toEqual([1, 2]);
	});

	it('otherId: reads by ID tell of another thing, what was placed keeps its ID', async () => {
		await simulator.fault('otherId');
		const { id } = (await buy()).data;
		expect((await simulator.services.get(`/order/certificate/${id}`)).data.id).toBe(id + 1);
		expect((await orders()).orders[0].id).toBe(id);
	});

	it.each([
		['dataEmpty', {}],
		['dataNull', null],
		['dataText', 'The service is being updated.'],
	] as const)('%s: inside an answer of the Automation API alone', async (name, data) => {
		await simulator.fault(name);
		expect(await hosts()).toEqual({ error: null, data });
		expect((await orders()).orders).toEqual([]);
	});
});

describe('a refusal that was none', () => {
	it.each([400, 403, 409, 422])('refusedButDone: %i, and the order is there', async (status) => {
		await simulator.fault('refusedButDone', { status });
		const answer = await buy();
		expect([answer.status, answer.data.errors.length]).toEqual([status, 1]);
		expect(await paidOrders()).toBe(1);
		expect((await orders()).orders).toHaveLength(1);
	});

	it('refusalNamesIt: the order is named beside the refusal', async () => {
		await simulator.fault('refusedButDone', { status: 409 });
		await simulator.fault('refusalNamesIt');
		const { status, data } = await buy();
		const [order] = (await orders()).orders;
		expect([status, data.errors.length, data.id]).toEqual([409, 1, order.id]);
	});

	it('refusedButDone: its status is drawn where none is given, and the hosts are sent', async () => {
		await simulator.fault('refusedButDone', { seed: 3 });
		const statuses = new Set<number>();
		for (const port of [11, 12, 13, 14, 15, 16, 17, 18]) {
			const answer = await simulator.automation.post('/automation/createAutomation/bulk', {
				accountId: simulator.keys.accountId,
				divisionId: simulator.keys.divisionId,
				installSettings: { installationType: 'AUTO_INSTALL_AFTER_APPROVAL' },
				ipPortsToAutomate: [{ ip: `198.51.100.${port}`, port: 443 }],
			});
			expect(answer.data).toMatchObject({ error: { errorCode: '1000' }, data: null });
			statuses.add(answer.status);
		}
		expect([...statuses].every((status) => [400, 403, 409, 422].includes(status))).toBe(true);
		expect(statuses.size).toBeGreaterThan(1);
		const { hosts: books } = (await simulator.sandbox.get('/books')).data.digicert;
		expect(
			books.filter(({ automations }: { automations: unknown[] }) => automations.length > 0),
		).toHaveLength(8);
	});

	it('refusedButDone: a refusal that is one stays as it is', async () => {
		await simulator.fault('refusedButDone', { status: 409 });
		const { status } = await simulator.services.post('/order/certificate/ssl_basic', {});
		expect(status).toBe(400);
	});
});

describe('a certificate that is shown otherwise', () => {
	const info = async (id: number) =>
		(await simulator.services.get(`/order/certificate/${id}`)).data.certificate;

	it('nameAsNull: the last of several names, in list and info', async () => {
		const { id } = (await buy('www.example.com', ['shop.example.com'])).data;
		const { dns_names: names } = await info(id);
		await simulator.fault('nameAsNull');
		expect((await info(id)).dns_names).toEqual([...names.slice(0, -1), null]);
		const [row] = (await orders()).orders;
		expect(row.certificate.dns_names).toContain(null);
	});

	it('bareCsr: no lines of PEM', async () => {
		const { id } = (await buy()).data;
		await simulator.fault('bareCsr');
		expect((await info(id)).csr).toMatch(/^[A-Za-z0-9+/]+=*$/);
	});
});

describe('an order that was changed since', () => {
	it('orderChanged: names, product or organization differ in list and info from then on', async () => {
		await simulator.fault('orderChanged', { seed: 2 });
		const changed = new Set<string>();
		for (let at = 0; at < 12; at += 1) {
			const commonName = `order-${at}.example.com`;
			const { id } = (await buy(commonName)).data;
			const info = (await simulator.services.get(`/order/certificate/${id}`)).data;
			const [row] = (await orders()).orders;
			expect(row.certificate.dns_names).toEqual(info.certificate.dns_names);
			const { product, organization, certificate } = info;
			if (certificate.dns_names?.includes(`added.${commonName}`)) changed.add('names');
			if (product.name_id !== 'ssl_basic') changed.add('product');
			if (organization.id !== 1_850_011) changed.add('organization');
		}
		expect([...changed].sort()).toEqual(['names', 'organization', 'product']);
	});
});
