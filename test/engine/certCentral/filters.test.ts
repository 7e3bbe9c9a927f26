import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsons } from '../../support/certCentral';
import { credentialsThrough } from '../../support/changedAnswers';
import { useBetween } from '../../support/use';
import { useAccount } from './account';

const { simulator, call } = useAccount();
const between = useBetween(simulator);

const page = (key: string, rows: IDataObject[]) => ({
	body: { [key]: rows, page: { total: rows.length, limit: 1000, offset: 0 } },
});

/** IDs of what is listed where the service gives all rows, whatever the filters say. */
async function listed(resource: string, filters: INodeParameters) {
	const credentials = credentialsThrough(simulator, between);
	const parameters = { limit: 50, filters };
	const run = await call(resource, 'getAll', parameters, [{}], { credentials });
	if (run.error) throw run.error;
	return jsons(run.outputs[0]).map(({ id }) => id);
}

describe('A service that ignores its filters', () => {
	test.each<[INodeParameters, number[]]>([
		[{}, [1, 2]],
		[{ status: 'pending' }, [2]],
		[{ commonName: 'one.example.com' }, [1]],
		[{ domainName: 'two.example.com' }, [2]],
		[{ createdAfter: '2026-05-01' }, [2]],
		[{ expiresBefore: '2026-05-01' }, [1]],
	])('gives orders that are %j, and no others', async (filters, ids) => {
		const order = (id: number, name: string, status: string, day: string, till: string) => ({
			id,
			status,
			date_created: `${day}T10:00:00+00:00`,
			certificate: { common_name: name, dns_names: [name], valid_till: till },
		});
		const rows = [
			order(1, 'one.example.com', 'issued', '2026-01-01', '2026-04-01'),
			order(2, 'two.example.com', 'pending', '2026-06-01', '2026-09-01'),
		];
		between.change(({ url }) =>
			/order\/certificate\?/.test(url) ? page('orders', rows) : undefined,
		);
		expect(await listed('order', filters)).toEqual(ids);
	});

	test.each<[INodeParameters, number[]]>([
		[{}, [1, 2]],
		[{ dcvMethod: 'dns-txt-token' }, [2]],
		[{ search: 'one' }, [1]],
	])('gives domains that are %j, and no others', async (filters, ids) => {
		const rows = [
			{ id: 1, name: 'one.example.com', dcv_method: 'email' },
			{ id: 2, name: 'two.example.com', dcv_method: 'dns-txt-token' },
		];
		between.change(({ url }) => (/\/domain\?/.test(url) ? page('domains', rows) : undefined));
		expect(await listed('domain', filters)).toEqual(ids);
	});
});
