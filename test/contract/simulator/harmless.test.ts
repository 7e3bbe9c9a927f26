import { AkamaiClient, thirdParty } from '../akamai/client';
import { newCsr, startTestSimulator } from '../../support/simulator';
import { useSimulator } from '../../support/use';

interface Row {
	id: number;
	date_created?: string;
	certificate: { common_name: string };
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.example.com`);

const simulator = useSimulator();

async function buyAll(): Promise<void> {
	await simulator.seed({ metadata: [] });
	for (const commonName of NAMES) {
		await simulator.services.post('/order/certificate/ssl_basic', {
			certificate: {
				common_name: commonName,
				csr: await newCsr(commonName),
				signature_hash: 'sha256',
			},
			order_validity: { years: 1 },
			organization: { id: 1_850_011 },
		});
	}
}

const page = async (limit: number, offset: number) => {
	const { orders, page: about } = (
		await simulator.services.get(`/order/certificate?limit=${limit}&offset=${offset}`)
	).data as { orders: Row[]; page: { total: number; limit: number } };
	return { rows: orders, about, names: orders.map(({ certificate }) => certificate.common_name) };
};

const hostPage = async (startIndex: number, pageSize: number) => {
	const { data } = await simulator.automation.post('/automatedips/list', {
		accountId: simulator.keys.accountId,
		startIndex,
		pageSize,
		sorting: { commonName: 'ASC' },
	});
	return data.data.automatedIps.map(
		({ certificateCn }: { certificateCn: string }) => certificateCn,
	);
};

const NEWEST_FIRST = [...NAMES].reverse();

describe('what a good client never notices', () => {
	beforeEach(buyAll);

	it('smallPages: half of the rows, the total stays true', async () => {
		await simulator.fault('smallPages');
		const { names, about } = await page(4, 0);
		expect(names).toEqual(NEWEST_FIRST.slice(0, 2));
		expect(about).toMatchObject({ total: 6, limit: 2 });
		expect(await hostPage(1, 4)).toHaveLength(2);
	});

	it('smallPages: a page of one row is never empty', async () => {
		await simulator.fault('smallPages');
		expect((await page(1, 2)).names).toEqual(NEWEST_FIRST.slice(2, 3));
	});

	it('movingRows: the first page is whole, a later one lacks or repeats a row, and the total shows it', async () => {
		await simulator.fault('movingRows', { seed: 4 });
		const seen = new Set<string>();
		for (let draw = 0; draw < 12; draw += 1) {
			expect((await page(3, 0)).names).toEqual(NEWEST_FIRST.slice(0, 3));
			const { names, about } = await page(3, 3);
			const shift = about.total === 7 ? -1 : 1;
			expect(about.total).toBe(6 - shift);
			expect(names).toEqual(NEWEST_FIRST.slice(3 + shift, 6 + shift));
			seen.add(String(shift));
		}
		expect([...seen].sort()).toEqual(['-1', '1']);
	});

	it('movingRows: hosts move, too', async () => {
		const all = await hostPage(1, 50);
		await simulator.fault('movingRows');
		const second = await hostPage(6, 5);
		expect([all.slice(4, 9), all.slice(6, 11)]).toContainEqual(second);
	});

	it('rowsWithoutDate: every second row of a list', async () => {
		await simulator.fault('rowsWithoutDate');
		const { rows } = await page(6, 0);
		const dated = rows.map(({ date_created: date }) => date !== undefined);
		expect(dated).toEqual([false, true, false, true, false, true]);
		expect(
			(await simulator.services.get(`/order/certificate/${rows[0]?.id}`)).data.date_created,
		).toEqual(expect.any(String));
	});

	it('cpsUntoldChanges: every second row of the enrollments', async () => {
		const fields = ['one', 'two', 'three'].map((name) => ({
			fields: thirdParty(`${name}.example.com`),
		}));
		await simulator.sandbox.post('/seed', { akamai: { enrollments: fields } });
		await simulator.fault('cpsUntoldChanges');
		const { json } = await new AkamaiClient(simulator).get('/cps/v2/enrollments', 'enrollments', 9);
		const rows = json.enrollments as object[];
		expect(rows.map((row) => 'pendingChanges' in row)).toEqual([false, true, false]);
	});

	it('extraFields: at the top and in the rows, all else as it was', async () => {
		const before = (await simulator.services.get('/order/certificate')).data;
		await simulator.fault('extraFields');
		const after = (await simulator.services.get('/order/certificate')).data;
		expect(after).toMatchObject(before);
		for (const grown of [after, ...after.orders]) expect(grown.addedSince).toBeDefined();
		const { data } = await simulator.automation.post('/automatedips/list', {
			accountId: simulator.keys.accountId,
		});
		expect(data.data.automatedIps[0].addedSince).toBeDefined();
	});
});

it('these are on when nothing is said, and go off with the others', async () => {
	const plain = await startTestSimulator({ faults: 'harmless' });
	const { active } = (await plain.sandbox.get('/faults')).data;
	const names = ['smallPages', 'movingRows', 'rowsWithoutDate', 'cpsUntoldChanges', 'extraFields'];
	for (const name of names) {
		expect(active[name]).toMatchObject({ rate: expect.any(Number), seed: expect.any(Number) });
		expect(active[name].rate).toBeLessThanOrEqual(0.05);
	}
	await plain.sandbox.delete('/faults');
	expect((await plain.sandbox.get('/faults')).data.active).toEqual({});
	await plain.stop();
});
