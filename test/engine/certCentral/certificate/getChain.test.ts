import { X509Certificate } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { byId, jsons, ordersOf, textOf } from '../../../support/certCentral';
import { credentialsThrough } from '../../../support/changedAnswers';
import { useBetween } from '../../../support/use';
import { useAccount } from '../account';

const { simulator, call, place } = useAccount();
const between = useBetween(simulator);

const chain = async (id: number) =>
	await call('certificate', 'getChain', { downloadBy: 'order', orderId: byId(id) }, [{}], {
		credentials: credentialsThrough(simulator, between),
	});

const pemOf = (link: unknown) => new X509Certificate(String((link as IDataObject).pem));

describe('Get Chain', () => {
	test.each(['as it comes', 'the other way round'])(
		'tells leaf, intermediates and root apart, by who signed whom: %s',
		async (way) => {
			const [id = 0] = await place('instant');
			between.change(({ url, body }) =>
				url.endsWith('/chain') && way !== 'as it comes'
					? { body: { intermediates: [...(body.intermediates as unknown[])].reverse() } }
					: undefined,
			);
			const { outputs } = await chain(id);
			const [item = {}] = jsons(outputs[0]);
			const [leaf, root] = [pemOf(item.leaf), pemOf(item.root)];
			const [intermediate] = (item.intermediates as unknown[]).map(pemOf);
			expect(leaf.checkHost('instant.example.com')).toBe('instant.example.com');
			expect(intermediate && leaf.verify(intermediate.publicKey)).toBe(true);
			expect(intermediate?.verify(root.publicKey)).toBe(true);
			expect(root.verify(root.publicKey)).toBe(true);
			const [order] = await ordersOf(simulator);
			expect(item).toMatchObject({ orderId: id, certificateId: order?.certificateId });
		},
	);

	test.each([
		['of another certificate', (links: unknown[]) => links.slice(1)],
		['that does not hold together', (links: unknown[]) => [links[0], links[2]]],
		['that is empty', () => []],
	])('takes no chain %s', async (_title, change) => {
		const [id = 0] = await place('instant');
		between.change(({ url, body }) =>
			url.endsWith('/chain')
				? { body: { intermediates: change(body.intermediates as unknown[]) } }
				: undefined,
		);
		expect(textOf(await chain(id))).toContain('not the documented JSON');
	});
});
