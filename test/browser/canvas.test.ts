/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../sandbox/launcher/cache';
import type { WorkflowFile } from '../../sandbox/launcher/seed';
import { loggedIn, shared } from '../n8n/support/shared';
import { Canvas } from './canvas';
import { Editor } from './editor';

const MINUTES = 60_000;
jest.setTimeout(3 * MINUTES);
const WIDE = { width: 1920, height: 720 };
const { instance } = shared();
const folder = join(checkout, 'workflows');
const examples = readdirSync(folder).map((file) => {
	const path = join(folder, file);
	const { id, nodes } = JSON.parse(readFileSync(path, 'utf8')) as WorkflowFile;
	return { file, path, id, nodes };
});

let editor: Editor;
let canvas: Canvas;
beforeAll(async () => {
	editor = await Editor.open(instance.origin, { viewport: WIDE });
	await editor.logIn(instance.login);
	canvas = new Canvas(editor, await loggedIn());
}, MINUTES);
afterAll(async () => await editor.close());

describe.each(examples)('$file, imported by hand', ({ path, id, nodes }) => {
	it('shows all its nodes, none unknown and none with an issue', async () => {
		editor.forgetErrors();
		await canvas.importFile(path);
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
});
