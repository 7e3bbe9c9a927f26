import { X509Certificate } from 'node:crypto';

import { readCsr } from '../../../../nodes/shared/certificate/csr';
import { sha256OfKey } from '../../../../nodes/shared/certificate/publicKey';
import {
	byId,
	callsOf,
	jsons,
	orderOf,
	ordersOf,
	placed,
	textOf,
} from '../../../support/certCentral';
import { credentialsThrough } from '../../../support/changedAnswers';
import { hintsOf } from '../../../support/engine';
import { newCsr } from '../../../support/simulator';
import { useBetween } from '../../../support/use';
import { useAccount } from '../account';

const { simulator, call } = useAccount();
const between = useBetween(simulator);

const NAME = 'instant.example.com';

const keyOf = (csr: string) => {
	const read = readCsr(csr);
	return read.ok ? read.csr.spkiSha256 : '';
};

/** An issued order, and the CSR of it. */
async function issued() {
	const row = await orderOf(NAME);
	const [id = 0] = await placed(simulator, [row]);
	return { id, csr: String(row.csr) };
}

const reissue = async (orderId: number, csr: string) =>
	await call('order', 'reissue', {
		orderId: byId(orderId),
		csr,
		allowSameEnd: true,
		additionalFields: { skipApproval: true },
	});

const download = async (orderId: number, csr: string) =>
	await call(
		'certificate',
		'download',
		{ downloadBy: 'csr', orderId: byId(orderId), csr, format: 'pem_noroot' },
		[{}],
		{ credentials: credentialsThrough(simulator, between) },
	);

const keyIn = ({ outputs }: Awaited<ReturnType<typeof download>>) =>
	sha256OfKey(new X509Certificate(String(jsons(outputs[0])[0]?.certificate)).publicKey);

describe('Certificate > Download by order and CSR', () => {
	test('gives each key its own certificate, before and after a reissue', async () => {
		const { id, csr } = await issued();
		expect(keyIn(await download(id, csr))).toBe(keyOf(csr));
		const second = await newCsr(NAME);
		expect(textOf(await download(id, second))).toContain('none was made of this CSR');
		await reissue(id, second);
		await simulator.advance(3600);
		expect(keyIn(await download(id, second))).toBe(keyOf(second));
		expect(keyIn(await download(id, csr))).toBe(keyOf(csr));
		expect(callsOf(simulator, 'POST', /reissue/)).toHaveLength(1);
	});

	test('says of one that is requested to wait, and not that there is none', async () => {
		const { id, csr } = await issued();
		await simulator.seed({ approvalStep: true });
		const second = await newCsr(NAME);
		await call('order', 'reissue', { orderId: byId(id), csr: second, allowSameEnd: true });
		expect(textOf(await download(id, second))).toContain('cannot be had yet');
		expect(keyIn(await download(id, csr))).toBe(keyOf(csr));
	});

	test.each(['canceled', 'rejected', 'denied', 'revoked', 'expired'])(
		'says of an order that is %s, without a certificate, what it says by order',
		async (status) => {
			const { id, csr } = await issued();
			const certificate = { id: 77, common_name: NAME, csr };
			between.change(({ url, body }) => {
				if (/order\/certificate\/\d+$/.test(url)) {
					return { body: { ...body, status, certificate, order_valid_till: undefined } };
				}
				return /\/(reissue|duplicate)/.test(url) ? { body: { certificates: [] } } : undefined;
			});
			const run = await download(id, csr);
			expect(textOf(run)).toContain('so there is no certificate to download\n');
			expect(textOf(run)).not.toContain('Check Status');
		},
	);

	test('believes the key of the certificate, and no CSR that stands beside it', async () => {
		const { id, csr } = await issued();
		const second = await newCsr(NAME);
		between.change(({ url, body }) =>
			/order\/certificate\/\d+$/.test(url)
				? { body: { ...body, certificate: { ...(body.certificate as object), csr: second } } }
				: undefined,
		);
		expect(textOf(await download(id, second))).toContain('cannot be had yet');
		expect(callsOf(simulator, 'GET', /download/)).toEqual([]);
		between.change(({ url, body }) =>
			/order\/certificate\/\d+$/.test(url)
				? { body: { ...body, certificate: { ...(body.certificate as object), csr: undefined } } }
				: undefined,
		);
		expect(keyIn(await download(id, csr))).toBe(keyOf(csr));
	});

	test('reads the chain of that certificate, too', async () => {
		const { id, csr } = await issued();
		const second = await newCsr(NAME);
		await reissue(id, second);
		await simulator.advance(3600);
		const run = await call('certificate', 'getChain', {
			downloadBy: 'csr',
			orderId: byId(id),
			csr,
		});
		const [order] = await ordersOf(simulator);
		expect(jsons(run.outputs[0])[0]?.certificateId).toBe(order?.certificateId);
	});

	test('does not say that there is none where fewer are shown than were requested', async () => {
		const { id, csr } = await issued();
		const second = await newCsr(NAME);
		await reissue(id, second);
		await simulator.advance(3600);
		const { data } = await simulator.services.get(`/order/certificate/${id}`);
		between.change(({ url, body }) => {
			if (!url.includes('/reissue')) return undefined;
			const rows = body.certificates as Array<{ id: number }>;
			const copy = rows.find((row) => row.id === data.certificate.id);
			return { body: { ...body, certificates: rows.map(() => copy) } };
		});
		expect(textOf(await download(id, csr))).toContain('fewer than requests were approved');
		expect(keyIn(await download(id, second))).toBe(keyOf(second));
	});

	test('says of an order that is over not to install it', async () => {
		await simulator.advance(-500 * 86_400);
		const { id, csr } = await issued();
		await simulator.advance(500 * 86_400);
		expect(hintsOf(await download(id, csr)).join()).toContain('do not install');
	});
});
