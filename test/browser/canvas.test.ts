/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';
import { checkout } from '../../sandbox/launcher/cache';
import { readWorkflows } from '../../sandbox/launcher/seed';
import { shared } from '../n8n/support/shared';
import { Editor } from './editor';

const MINUTES = 60_000;
jest.setTimeout(3 * MINUTES);
const WIDE = { width: 1920, height: 720 };
const { instance } = shared();
const examples = readWorkflows(join(checkout, 'workflows'));

let editor: Editor;
beforeAll(async () => {
	editor = await Editor.open(instance.origin, { viewport: WIDE });
	await editor.logIn(instance.login);
}, MINUTES);
afterAll(async () => await editor.close());

describe.each(examples.map(({ id, name, nodes }) => ({ id, name, nodes })))(
	'The example "$name" on the canvas',
	({ id, nodes }) => {
		it('shows all its nodes, none unknown and none with an issue', async () => {
			await editor.openWorkflow(id);
			editor.forgetErrors();
			await editor.picture(`canvas-${id}`);
			expect((await editor.nodesOnCanvas()).sort()).toEqual(
				nodes
					.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
					.map(({ name }) => name)
					.sort(),
			);
			expect(await editor.nodesWithIssues()).toEqual([]);
			expect(editor.errors).toEqual([]);
		});
	},
);
