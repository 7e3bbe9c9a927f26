/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { checkout } from '../../sandbox/launcher/cache';
import type { Login } from '../../sandbox/launcher/rest';
import { launchChromium } from './chromium';

const images = join(checkout, 'docs/images');
const PATIENCE_MS = 60_000;
const ANIMATION_MS = 500;
/** No form is longer, but those of Akamai's contacts come near. */
const TALL = 3600;
const MARGIN = 12;
/** n8n asks who is logged in before anybody is. */
const EXPECTED = /status of 401/;

export const byTestId = (id: string) => `[data-test-id="${id}"]`;
const select = (parameter: string) => byTestId(`parameter-input-${parameter}`);

/** Texts of n8n's own selects, which it cuts itself. */
const OF_THE_EDITOR = ['Mode...', 'Select Credential'];

/** n8n's editor in a browser, as a person uses it. */
export class Editor {
	/** What the browser's console reported since `forgetErrors` */
	errors: string[] = [];

	/** Requests that wanted to leave this machine */
	readonly outgoing: string[] = [];

	private constructor(
		private readonly origin: string,
		private readonly browser: Browser,
		readonly page: Page,
	) {
		page.setDefaultTimeout(PATIENCE_MS);
		page.on('console', (message) => {
			if (message.type() === 'error' && !EXPECTED.test(message.text())) {
				this.errors.push(message.text());
			}
		});
		page.on('pageerror', ({ message }) => this.errors.push(message));
	}

	static async open(origin: string, options: BrowserContextOptions = {}): Promise<Editor> {
		const browser = await launchChromium();
		const context = await browser.newContext({
			viewport: { width: 1440, height: 900 },
			...options,
		});
		const editor = new Editor(origin, browser, await context.newPage());
		await context.route(
			(url) => url.origin !== origin,
			async (route) => {
				editor.outgoing.push(route.request().url());
				await route.abort();
			},
		);
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async logIn({ email, password }: Login): Promise<void> {
		await this.page.goto(`${this.origin}/signin`);
		await this.page.fill('input[name=emailOrLdapLoginId]', email);
		await this.page.fill('input[name=password]', password);
		await this.page.click(byTestId('form-submit-button'));
		await this.page.waitForURL((url) => !url.pathname.includes('signin'));
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.origin}/workflow/${id}`);
		await this.page.locator(byTestId('canvas-node')).first().waitFor();
		await this.page.click(byTestId('zoom-to-fit'));
		await this.page.waitForTimeout(ANIMATION_MS);
	}

	async nodesOnCanvas(): Promise<string[]> {
		return await namesOf(this.page.locator(byTestId('canvas-node')));
	}

	/** Those with the red triangle: a parameter is missing, or n8n does not know the node. */
	async nodesWithIssues(): Promise<string[]> {
		const issue = this.page.locator(byTestId('node-issues'));
		return await namesOf(this.page.locator(byTestId('canvas-node')).filter({ has: issue }));
	}

	node(name: string): Locator {
		return this.page.locator(`${byTestId('canvas-node')}[data-node-name="${name}"]`);
	}

	/** Opens a node's form. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.locator(byTestId('node-parameters')).waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.click(byTestId('ndv-close-button'));
		await this.page.locator(byTestId('node-parameters')).waitFor({ state: 'detached' });
	}

	/** The entries of a parameter's dropdown, by label. */
	async optionsOf(parameter: string): Promise<string[]> {
		const entries = await this.unfold(parameter);
		const labels = await entries.locator('.option-headline').allTextContents();
		await this.page.keyboard.press('Escape');
		return labels.map((label) => label.trim());
	}

	async choose(parameter: string, label: string): Promise<void> {
		const entries = await this.unfold(parameter);
		const entry = this.page.locator('.option-headline').getByText(label, { exact: true });
		await entries.filter({ has: entry }).first().click();
		await entries.first().waitFor({ state: 'hidden' });
	}

	/** What a dropdown shows as chosen. */
	async chosen(parameter: string): Promise<string> {
		const input = this.page.locator(`${select(parameter)} input`).first();
		return (await input.inputValue()) || ((await input.getAttribute('placeholder')) ?? '');
	}

	async parameterNames(): Promise<string[]> {
		const ids = await this.page
			.locator(`${byTestId('node-parameters')} [data-test-id^="parameter-input-"]`)
			.evaluateAll((elements) => elements.map((element) => element.getAttribute('data-test-id')));
		return [...new Set(ids.map((id) => id?.replace('parameter-input-', '') ?? ''))];
	}

	/** Opens a stored credential; n8n runs its test by itself. */
	async openCredential(id: string): Promise<void> {
		await this.page.goto(`${this.origin}/home/credentials/${id}`);
		await this.page.locator(byTestId('credential-edit-dialog')).waitFor();
	}

	/** Presses Retry and gives the verdict with its words. */
	async testCredential(): Promise<{ passed: boolean; text: string }> {
		const dialog = this.page.locator(byTestId('node-credentials-config-container'));
		const success = dialog.locator(byTestId('credentials-config-container-test-success'));
		const failure = dialog.getByText('Couldn’t connect with these settings');
		const retry = dialog.getByRole('button', { name: 'Retry' }).filter({ visible: true });
		await success.or(failure).filter({ visible: true }).first().waitFor();
		const answered = this.page.waitForResponse((response) =>
			response.url().endsWith('/rest/credentials/test'),
		);
		await retry.first().click();
		await answered;
		await retry.first().waitFor();
		if (await success.isVisible()) return { passed: true, text: await textOf(success) };
		const details = dialog.getByText('More details');
		if (await details.isVisible()) await details.click();
		return { passed: false, text: await textOf(dialog) };
	}

	forgetErrors(): void {
		this.errors = [];
	}

	/** The form of the node that is open, as long as it is. */
	async pictureOfForm(name: string): Promise<void> {
		if (existsSync(join(images, `${name}.png`)) && !process.env.NEW_PICTURES) return;
		const form = this.page.locator(byTestId('node-parameters'));
		const size = this.page.viewportSize();
		await this.page.setViewportSize({ width: 1440, height: TALL });
		await this.page.mouse.move(0, 0);
		await this.page.waitForTimeout(ANIMATION_MS);
		const { x = 0, y = 0, width = 0 } = (await form.boundingBox()) ?? {};
		const ends = await form
			.locator('.parameter-input-list-wrapper')
			.evaluateAll((lists) => lists.map((list) => list.getBoundingClientRect().bottom));
		const height = Math.max(...ends) - y + MARGIN;
		const picture = await this.page.screenshot({
			animations: 'disabled',
			clip: { x, y, width, height },
		});
		if (size) await this.page.setViewportSize(size);
		this.keep(name, picture);
	}

	/** Labels and placeholders that do not fit into their line; n8n's own switch of modes is none of ours. */
	async cutLabels(): Promise<string[]> {
		const form = byTestId('node-parameters');
		const cut = await this.page
			.locator(`${form} label, ${form} label *, ${form} .el-input__inner`)
			.evaluateAll((elements) =>
				elements
					.filter(
						({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1,
					)
					.map((element) => element.textContent?.trim() || element.getAttribute('placeholder')),
			);
		return cut.flatMap((text) => (text && !OF_THE_EDITOR.includes(text) ? [text] : []));
	}

	private keep(name: string, picture: Buffer): void {
		const path = join(images, `${name}.png`);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, picture);
	}

	/** For the readme; a picture that is there already stays, unless NEW_PICTURES is set. */
	async picture(name: string): Promise<void> {
		await this.page.mouse.move(0, 0);
		const picture = await this.page.screenshot({ animations: 'disabled' });
		if (existsSync(join(images, `${name}.png`)) && !process.env.NEW_PICTURES) return;
		this.keep(name, picture);
	}

	private async unfold(parameter: string): Promise<Locator> {
		await this.page
			.locator(`${select(parameter)} [role=combobox]`)
			.first()
			.click();
		const entries = this.page.locator('.el-select-dropdown__item').filter({ visible: true });
		await entries.first().waitFor();
		return entries;
	}
}

async function textOf(element: Locator): Promise<string> {
	return ((await element.textContent()) ?? '').replace(/\s+/g, ' ').trim();
}

async function namesOf(nodes: Locator): Promise<string[]> {
	return await nodes.evaluateAll((elements) =>
		elements.map((element) => element.getAttribute('data-node-name') ?? ''),
	);
}
