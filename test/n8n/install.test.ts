/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { join } from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import manifest from '../../package.json';
import { workflowsOf } from '../../sandbox/launcher/publish';
import type { Rest } from '../../sandbox/launcher/rest';
import { readWorkflows } from '../../sandbox/launcher/seed';
import { loggedIn } from './support/shared';

const examples = readWorkflows(join(__dirname, '../../workflows'));
const nameOf = (path: string) => {
	const file = path.split('/').at(-1)?.split('.')[0] ?? '';
	return file.charAt(0).toLowerCase() + file.slice(1);
};
const ownTypes = manifest.n8n.nodes.map((path) => `${manifest.name}.${nameOf(path)}`);

let rest: Rest;
beforeAll(async () => {
	rest = await loggedIn();
});

/** What the editor loads to know every node and credential. */
async function types<T>(kind: 'nodes' | 'credentials'): Promise<T[]> {
	const response = await fetch(`${rest.origin}/types/${kind}.json`, { headers: rest.headers() });
	return (await response.json()) as T[];
}

describe('A real n8n that installed the packed tarball', () => {
	let offered: INodeTypeDescription[];
	beforeAll(async () => {
		offered = await types<INodeTypeDescription>('nodes');
	});

	it('knows each node under its package', () => {
		const known = offered.map(({ name }) => name);
		expect(known).toEqual(expect.arrayContaining(ownTypes));
	});

	it('offers each action node as a tool for AI agents', () => {
		const tools = ownTypes.filter((name) => !name.endsWith('Trigger')).map((name) => `${name}Tool`);
		expect(offered.map(({ name }) => name)).toEqual(expect.arrayContaining(tools));
	});

	it('knows both credentials', async () => {
		const known = (await types<ICredentialType>('credentials')).map(({ name }) => name);
		expect(known).toEqual(expect.arrayContaining(['digiCertApi', 'akamaiEdgeGridApi']));
	});

	it('serves the icon of each node, light and dark', async () => {
		const own = offered.filter(({ name }) => ownTypes.includes(name));
		const icons = own.flatMap(({ iconUrl }) =>
			typeof iconUrl === 'string' ? [iconUrl] : [iconUrl?.light, iconUrl?.dark],
		);
		expect(icons).toHaveLength(2 * ownTypes.length);
		for (const icon of icons) {
			const response = await fetch(`${rest.origin}/${icon}`, { headers: rest.headers() });
			expect(`${icon} ${response.status}`).toBe(`${icon} 200`);
			expect(await response.text()).toContain('<svg');
		}
	});
});

describe('The example workflows', () => {
	it('are imported', async () => {
		const known = (await workflowsOf(rest)).map(({ id, name }) => ({ id, name }));
		expect(known).toEqual(expect.arrayContaining(examples.map(({ id, name }) => ({ id, name }))));
	});

	it.each(examples.map(({ id, name }) => ({ id, name })))(
		'"$name" keeps all its nodes, and their credentials exist',
		async ({ id }) => {
			const { nodes } = await rest.get<(typeof examples)[number]>(`/workflows/${id}`);
			const credentials = await rest.get<Array<{ id: string; type: string }>>('/credentials');
			const file = examples.find((example) => example.id === id);
			expect(nodes.map(({ name }) => name)).toEqual(file?.nodes.map(({ name }) => name));
			const used = nodes.flatMap((node) => Object.entries(node.credentials ?? {}));
			for (const [type, reference] of used) {
				expect(credentials).toContainEqual(expect.objectContaining({ type, id: reference.id }));
			}
		},
	);
});
