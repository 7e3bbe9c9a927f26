import { DigiCertAutomation } from '../../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { loadOptionsContext } from '../../support/engine';
import { useReceiver } from '../../support/use';

/** A service that the simulator is not: it tells no total beside its orders. */

const ORDERS = Array.from({ length: 230 }, (_, id) => ({
	id: id + 1,
	certificate: { common_name: `www-${id + 1}.example.com` },
}));

const service = useReceiver();

beforeEach(() =>
	service.answer(({ url }) => {
		const query = new URL(url, service.origin).searchParams;
		const offset = Number(query.get('offset'));
		return { body: { orders: ORDERS.slice(offset, offset + Number(query.get('limit'))) } };
	}),
);

test('the list of parent orders goes on where the service tells no total', async () => {
	const node = new DigiCertAutomation();
	const ctx = loadOptionsContext({
		node,
		parameters: { resource: 'automation', operation: 'create' },
		credentials: {
			digiCertApi: {
				apiKey: 'KEY',
				region: 'custom',
				servicesUrl: `${service.origin}/services/v2`,
			},
		},
	});
	const { searchParentOrders } = node.methods.listSearch;
	const values: unknown[] = [];
	for (let token: string | undefined = '0'; token !== undefined; ) {
		const page: Awaited<ReturnType<typeof searchParentOrders>> = await searchParentOrders.call(
			ctx,
			'',
			token,
		);
		values.push(...page.results.map(({ value }) => value));
		token = page.paginationToken === undefined ? undefined : String(page.paginationToken);
	}
	expect(values).toEqual(ORDERS.map(({ id }) => id));
});
