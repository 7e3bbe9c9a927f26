import { DigiCertAutomation } from '../../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { host, ranLongAgo } from '../../support/automation';
import { credentialOf } from '../../support/certCentral';
import { loadOptionsContext } from '../../support/engine';
import { useHosts } from './hosts';

const { fleet, issuedOrder } = useHosts();

describe('Lists in the form', () => {
	const context = () =>
		loadOptionsContext({
			node: new DigiCertAutomation(),
			parameters: { resource: 'automation', operation: 'get' },
			credentials: { digiCertApi: credentialOf(fleet) },
		});
	const { searchAutomations, searchParentOrders } = new DigiCertAutomation().methods.listSearch;

	it('Automation lists by name, host and status, page by page', async () => {
		const hosts = Array.from({ length: 110 }, (_, at) =>
			host(1, {
				port: 1000 + at,
				automation: { ...ranLongAgo(1000 + at), requestedOn: Date.now() },
			}),
		);
		await fleet.seed({ hosts });
		const first = await searchAutomations.call(context());
		expect(first.results).toHaveLength(100);
		expect(first.results[0]).toEqual({
			name: 'www-1.example.com · 192.0.2.1:1000 · AUTOMATION_SCHEDULED',
			value: 1000,
		});
		const second = await searchAutomations.call(
			context(),
			undefined,
			first.paginationToken as string,
		);
		expect(second.results).toHaveLength(10);
		expect(second.paginationToken).toBeUndefined();
	});

	it('Automation is searchable', async () => {
		await fleet.seed({
			hosts: [1, 2].map((at) => host(at, { script: 'failsForever', automation: ranLongAgo(at) })),
		});
		const { results } = await searchAutomations.call(context(), 'WWW-2');
		expect(results.map(({ value }) => value)).toEqual([2]);
	});

	it('Automation is searched page by page until there is a hit', async () => {
		const hosts = Array.from({ length: 120 }, (_, at) =>
			host(1, { port: 1000 + at, script: 'failsForever', automation: ranLongAgo(1000 + at) }),
		);
		await fleet.seed({ hosts });
		const { results } = await searchAutomations.call(context(), ':1110');
		expect(results.map(({ value }) => value)).toEqual([1110]);
	});

	it('say what to do when they cannot be read', async () => {
		await fleet.fault('requestLost');
		for (const search of [searchAutomations, searchParentOrders]) {
			const told = await search.call(context()).catch(({ message }: Error) => message);
			expect(told).toMatch(/Check that|again/);
			// Nor would anything else that asks this service.
			expect(told).not.toContain('By ID works');
		}
	});

	it('Parent Order lists issued orders', async () => {
		const id = await issuedOrder();
		await fleet.advance(600);
		const { results } = await searchParentOrders.call(context(), 'instant');
		expect(results).toEqual([{ name: `instant.example.com · ${id}`, value: id }]);
	});
});
