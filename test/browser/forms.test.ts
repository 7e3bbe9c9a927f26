import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import manifest from '../../package.json';
import { addWorkflow } from '../../sandbox/launcher/publish';
import type { Rest } from '../../sandbox/launcher/rest';
import { pictureOf } from '../docs/nodePages';
import { loggedIn, shared } from '../n8n/support/shared';
import { chain } from '../n8n/support/workflows';
import { Editor } from './editor';

const MINUTES = 60_000;
const { instance } = shared();

type Option = INodePropertyOptions;

interface Form {
	resource: Option;
	operations: Option[];
}

/** n8n itself adds "Custom API Call", the way to its HTTP Request node with the same credential. */
const isOwn = ({ value }: Option) => value !== '__CUSTOM_API_CALL__';

const optionsIn = (property?: INodeProperties) => (property?.options ?? []) as Option[];

/** What the description promises: each resource with its operations. */
function formsOf({ properties }: INodeTypeDescription): Form[] {
	const resources = optionsIn(properties.find(({ name }) => name === 'resource'));
	const operations = properties.filter(({ name }) => name === 'operation');
	return resources.map((resource) => ({
		resource,
		operations: operations
			.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource.value))
			.flatMap(optionsIn),
	}));
}

let rest: Rest;
let editor: Editor;
let descriptions: INodeTypeDescription[];

beforeAll(async () => {
	rest = await loggedIn();
	const response = await fetch(`${rest.origin}/types/nodes.json`, { headers: rest.headers() });
	descriptions = (await response.json()) as INodeTypeDescription[];
	editor = await Editor.open(instance.origin);
	await editor.logIn(instance.login);
}, MINUTES);
afterAll(async () => await editor.close());

const nodes = manifest.n8n.nodes
	.map((path) => path.split('/').at(-1)?.replace('.node.js', '') ?? '')
	.filter((name) => !name.endsWith('Trigger'));

async function openNode(className: string): Promise<INodeTypeDescription> {
	const name = className.charAt(0).toLowerCase() + className.slice(1);
	const type = `${manifest.name}.${name}`;
	const description = descriptions.find((known) => known.name === type);
	if (!description) throw new Error(`n8n does not know ${type}`);
	const step = { name: description.displayName, type, parameters: {} };
	const id = await addWorkflow(rest, chain(className, [step]));
	await editor.openWorkflow(id);
	editor.forgetErrors();
	await editor.openNode(step.name);
	return description;
}

describe.each(nodes)('The form of %s', (className) => {
	it(
		'offers every resource with its operations, and each can be chosen without an error',
		async () => {
			const description = await openNode(className);
			await editor.picture(`form-${className}`);
			const forms = formsOf(description);
			const cut: string[] = [];
			expect(await editor.optionsOf('resource')).toEqual(forms.map((form) => form.resource.name));
			for (const { resource, operations } of forms.filter(({ resource }) => isOwn(resource))) {
				await editor.choose('resource', resource.name);
				expect(await editor.optionsOf('operation')).toEqual(operations.map(({ name }) => name));
				for (const { name, value } of operations) {
					await editor.choose('operation', name);
					expect(await editor.chosen('operation')).toBe(name);
					if (isOwn({ name, value })) {
						const picture = pictureOf(className, String(resource.value), String(value));
						await editor.pictureOfForm(`forms/${picture}`);
						cut.push(...(await editor.cutLabels()).map((label) => `${picture}: ${label}`));
					}
					expect({ resource: resource.name, name, errors: editor.errors }).toEqual({
						resource: resource.name,
						name,
						errors: [],
					});
				}
			}
			await editor.closeNode();
			expect(cut).toEqual([]);
		},
		8 * MINUTES,
	);
});

it('n8n and its editor ask nobody outside this machine', () => {
	expect(editor.outgoing).toEqual([]);
});
