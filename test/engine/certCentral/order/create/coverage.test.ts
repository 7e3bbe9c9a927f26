/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	certCentral,
	credentialOf,
	orderOf,
	orderParameters,
	placed,
	purchases,
} from '../../../../support/certCentral';
import type { OrderField } from '../../../../support/coverage/certCentral';
import {
	ANSWER_FIELDS,
	certCentralCoverageRows,
	GIVEN,
	ORDER_FIELDS,
} from '../../../../support/coverage/certCentral';
import { startReceiver } from '../../../../support/receiver';
import { useSimulator } from '../../../../support/use';

/** Every field of Order SSL: set through the form, seen at the server in place and type. */

const simulator = useSimulator();
let item: IDataObject;

beforeAll(async () => {
	item = await orderOf('cover.example.com');
});

const isPlain = (value: unknown): value is INodeParameters =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Like filling in one more field of a form: the rest stays. */
function setAt(form: INodeParameters, path: string, value: unknown): INodeParameters {
	const [name = '', ...rest] = path.split('.');
	const inner = isPlain(form[name]) ? form[name] : {};
	return {
		...form,
		[name]: rest.length > 0 ? setAt(inner, rest.join('.'), value) : value,
	} as INodeParameters;
}

const at = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((inner, name) => (inner as IDataObject | undefined)?.[name], value);

/** Values that do not exist before the test runs. */
const GIVEN_VALUES: Record<string, () => Promise<{ set: unknown; sent: unknown }>> = {
	'certificate.csr': async () => {
		const { csr } = await orderOf('cover.example.com');
		return { set: csr.replaceAll('\n', '\r\n'), sent: `${csr.trim()}\n` };
	},
	renewal_of_order_id: async () => {
		const [id] = await placed(simulator, [await orderOf('cover.example.com')]);
		return { set: String(id), sent: id };
	},
	renewed_thumbprint: async () => {
		const [id] = await placed(simulator, [await orderOf('instant.example.com')]);
		const client = simulator.withKey(simulator.keys.digicertApiKey);
		const { data } = await client.get(`/services/v2/order/certificate/${id}`);
		return { set: data.certificate.thumbprint, sent: data.certificate.thumbprint };
	},
};

async function sentWith(field: OrderField, set: unknown) {
	let form = orderParameters();
	for (const [path, value] of Object.entries(field.with ?? {})) form = setAt(form, path, value);
	if (field.parameter) form = setAt(form, field.parameter, set);
	const { error } = await certCentral(simulator, form, [item]);
	expect(error).toBeUndefined();
	const call = purchases(simulator).at(-1);
	return { status: call?.status, body: JSON.parse(call?.body ?? '{}') as IDataObject };
}

describe('Order SSL', () => {
	test.each(
		ORDER_FIELDS.filter(({ parameter }) => parameter).map((field) => [field.field, field] as const),
	)('%s reaches the service in its place and type', async (name, field) => {
		const given = await GIVEN_VALUES[name]?.();
		expect(field.set === GIVEN).toBe(given !== undefined);
		const { set, sent = set } = given ?? field;
		const { status, body } = await sentWith(field, set);
		// The simulator refuses unknown fields and wrong types.
		expect(status).toBe(201);
		expect(at(body, name)).toEqual(sent);
	});

	test('fields that nobody sets are left out', async () => {
		const form = orderParameters({ additionalFields: { skipApproval: '' } });
		await certCentral(simulator, form, [item]);
		const [call] = purchases(simulator);
		expect(JSON.parse(call?.body ?? '')).toEqual({
			certificate: {
				common_name: 'cover.example.com',
				csr: `${item.csr}\n`,
				signature_hash: 'sha256',
			},
			order_validity: { years: 1 },
			product: { type_hint: 'ov' },
			organization: { id: 1_850_011 },
			custom_fields: [{ metadata_id: 21, value: '4711' }],
			alternative_order_id: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	test('a product of the list goes into the path, without a type hint', async () => {
		const form = orderParameters({ product: { __rl: true, mode: 'list', value: 'ssl_basic' } });
		await certCentral(simulator, form, [item]);
		const [call] = purchases(simulator);
		expect(call?.path).toMatch(/\/order\/certificate\/ssl_basic$/);
		expect(JSON.parse(call?.body ?? '')).not.toHaveProperty('product');
	});

	test('every field of the answer is in the item', async () => {
		const answer = {
			id: 17,
			dcv_random_value: 'random',
			organization: { id: 18 },
			domains: [
				{
					id: 19,
					name: 'example.com',
					dns_name: 'cover.example.com',
					dcv_token: {
						token: 'random',
						status: 'pending',
						expiration_date: '2027-01-01T00:00:00+00:00',
						verification_value: 'dcv.example.com',
						http_token_url: 'http://cover.example.com/.well-known/pki-validation/fileauth.txt',
					},
				},
			],
			requests: [{ id: 20, status: 'approved' }],
			certificate_id: 21,
			certificate_chain: [{ subject_common_name: 'cover.example.com', pem: 'PEM' }],
		};
		const receiver = await startReceiver(({ method }) => ({
			body: method === 'POST' ? answer : { orders: [], metadata: [], page: { total: 0 } },
		}));
		const servicesUrl = `${receiver.origin}/services/v2`;
		const { outputs } = await certCentral(simulator, orderParameters(), [item], {
			credentials: { digiCertApi: { ...credentialOf(simulator), servicesUrl } },
		});
		await receiver.close();
		const produced = outputs[0]?.[0]?.json ?? {};
		expect(produced).toMatchObject({ ...answer, orderId: 17 });
		const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
		for (const field of ANSWER_FIELDS) {
			const found = field
				.split('.')
				.reduce<unknown>((inner, name) => first((inner as IDataObject)[name]), produced);
			expect([field, found]).toEqual([field, expect.anything()]);
		}
	});
});

describe('The table', () => {
	test('gives each field a place in the form, or a reason', () => {
		for (const { field, form, note } of certCentralCoverageRows()) {
			expect([field, form !== '' || note !== '']).toEqual([field, true]);
		}
	});

	test('names each field once', () => {
		const names = certCentralCoverageRows().map(({ field }) => field);
		expect(new Set(names).size).toBe(names.length);
	});

	const seeds = join(__dirname, '../../../../../../shared/reference/seeds');
	const source = existsSync(seeds) && readdirSync(seeds).find((name) => name.startsWith('004_'));
	(source ? test : test.skip)('has every field of the source document', () => {
		const text = readFileSync(join(seeds, String(source)), 'utf8');
		const [request = '', answer = ''] =
			text.split('Request parameters')[1]?.split('Response parameters') ?? [];
		const requested = leavesOf(request);
		expect(requested.length).toBeGreaterThan(45);
		const sent = ORDER_FIELDS.filter(({ beyond }) => !beyond).map(({ field }) => field);
		expect(sent.sort()).toEqual(requested.sort());
		expect([...ANSWER_FIELDS].sort()).toEqual(leavesOf(answer).sort());
	});
});

/**
 * Fields of a table of the document that hold no others. Two dots before a name mean one level
 * deeper; the name of `email` got lost in the document.
 */
function leavesOf(table: string): string[] {
	const rows = table.split('\n').flatMap((line) => {
		if (line.startsWith('| required | string | Contact email address')) return ['.. email'];
		return /^\| ((?:\.\. )*[a-z_0-9]+) \| (?!\|)/.exec(line)?.[1] ?? [];
	});
	const parents: string[] = [];
	const names = rows
		.filter((row) => row !== 'false')
		.map((row) => {
			const parts = row.split(' ');
			parents.length = parts.length - 1;
			parents.push(parts.at(-1) ?? '');
			return parents.join('.');
		});
	return names.filter((name) => !names.some((other) => other.startsWith(`${name}.`)));
}
