import type { Locator, Page } from 'playwright-core';

import type { Execution } from '../../sandbox/launcher/executions';
import { executionsOf, finishedExecution } from '../../sandbox/launcher/executions';
import type { Rest } from '../../sandbox/launcher/rest';
import type { Editor } from './editor';
import { byTestId } from './editor';

const SETTLED_MS = 500;
const RUN_MS = 240_000;

/** The editor's canvas as an admin works on it who has just got a workflow's file. */
export class Canvas {
	constructor(
		private readonly editor: Editor,
		private readonly rest: Rest,
	) {}

	/** By the menu of a new workflow; gives the ID under which n8n keeps it. */
	async importFile(path: string): Promise<string> {
		const { page } = this.editor;
		await page.goto(`${this.rest.origin}/workflow/new`);
		await page.click(byTestId('workflow-menu'));
		await page.hover(byTestId('workflow-menu-item-import'));
		const [chooser] = await Promise.all([
			page.waitForEvent('filechooser'),
			page.click(byTestId('workflow-menu-item-import-from-file')),
		]);
		await chooser.setFiles(path);
		await page.locator(byTestId('canvas-node')).first().waitFor();
		await page.waitForURL((url) => !url.pathname.endsWith('/new'));
		await page.click(byTestId('zoom-to-fit'));
		await page.waitForTimeout(SETTLED_MS);
		return new URL(page.url()).pathname.split('/').at(-1) ?? '';
	}

	async chooseCredential(node: string, credentialId: string): Promise<void> {
		await this.inNode(node, async () => {
			const { page } = this.editor;
			await page
				.locator(`${byTestId('node-credentials-select')} input`)
				.first()
				.click();
			await page.click(byTestId(`node-credentials-select-item-${credentialId}`));
		});
	}

	/** Fields of a "Settings" node, by name. */
	async fillSettings(values: Record<string, string | boolean>): Promise<void> {
		await this.inNode('Settings', async () => {
			const rows = this.editor.page.locator(byTestId('assignment'));
			const inputs = await rows.locator(`${byTestId('assignment-name')} input`).all();
			const names = await Promise.all(inputs.map(async (input) => await input.inputValue()));
			for (const [name, value] of Object.entries(values)) {
				const row = rows.nth(names.indexOf(name)).locator(byTestId('assignment-value'));
				await (typeof value === 'string'
					? row.locator('input, textarea').first().fill(value)
					: this.chooseIn(row, String(value)));
			}
		});
	}

	async fill(node: string, values: Record<string, string>): Promise<void> {
		await this.inNode(node, async () => await this.fillFields(values));
	}

	/** Presses the button below a node's list, then fills the fields of the new row. */
	async addRow(node: string, values: Record<string, string>): Promise<void> {
		await this.inNode(node, async () => {
			await this.editor.page.click(byTestId('fixed-collection-add'));
			await this.fillFields(values);
		});
	}

	/** What is called by another workflow is called as it was published. */
	async publish(): Promise<void> {
		const { page } = this.editor;
		await page.click(byTestId('workflow-open-publish-modal-button'));
		const button = page.locator(byTestId('workflow-publish-button'));
		await button.click();
		await button.waitFor({ state: 'detached' });
	}

	async enable(node: string): Promise<void> {
		await this.editor.node(node).click();
		await this.editor.page.keyboard.press('d');
	}

	/** Presses "Execute workflow", fills in the form that opens if there is one, and waits for the end. */
	async execute(workflowId: string, fillForm?: (form: Page) => Promise<void>): Promise<Execution> {
		const before = await executionsOf(this.rest, workflowId);
		const form = fillForm && this.editor.page.waitForEvent('popup');
		await this.editor.page.click(byTestId('execute-workflow-button'));
		if (form) await fillForm?.(await form);
		const deadline = Date.now() + RUN_MS;
		for (;;) {
			const newest = (await executionsOf(this.rest, workflowId)).find((id) => !before.includes(id));
			if (newest) return await finishedExecution(this.rest, newest, { withinMs: RUN_MS });
			if (Date.now() > deadline) throw new Error('Execute workflow did not start anything');
			await this.editor.page.waitForTimeout(SETTLED_MS);
		}
	}

	private async fillFields(values: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			const field = this.editor.page.locator(byTestId(`parameter-input-${name}`));
			await this.noExpressionIn(field);
			await field.locator('input:not([readonly]), textarea').first().fill(value);
		}
	}

	/** Chooses "Fixed" above a field whose value is an expression. */
	private async noExpressionIn(field: Locator): Promise<void> {
		if ((await field.locator('.cm-editor').count()) === 0) return;
		const whole = this.editor.page.locator(byTestId('parameter-item')).filter({ has: field });
		await whole.hover();
		await whole.locator(byTestId('radio-button-fixed')).first().click();
	}

	private async chooseIn(row: Locator, label: string): Promise<void> {
		await row.locator('[role=combobox]').first().click();
		const entries = this.editor.page.locator('.el-select-dropdown__item').filter({ visible: true });
		await entries.getByText(label, { exact: true }).first().click();
	}

	private async inNode(name: string, work: () => Promise<void>): Promise<void> {
		await this.editor.openNode(name);
		await work();
		await this.editor.closeNode();
		await this.editor.page.waitForTimeout(SETTLED_MS);
	}
}
