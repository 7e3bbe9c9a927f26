/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { sep } from 'node:path';
import type { Browser } from 'playwright-core';
import { cacheRoot } from '../../sandbox/launcher/cache';
import { fontsConf, launchChromium } from './chromium';
import { fontFilesOf, glyphsByFont } from './fonts';

const TEXT = '<p style="font-family: DejaVu Sans, Arial, serif">words</p><code>code</code>';

const before = readdirSync(tmpdir());
let browser: Browser;
beforeAll(async () => {
	browser = await launchChromium();
}, 60_000);
afterAll(async () => await browser.close());

describe('Chromium on a bare machine', () => {
	it('meets no home, no fonts and no settings of the machine', () => {
		const names = Object.keys(process.env);
		expect(names.filter((name) => /^(FONTCONFIG|FC|XDG)_/.test(name))).toEqual(['XDG_CACHE_HOME']);
		expect(readdirSync(homedir())).toEqual([]);
		expect(before.filter((name) => /font/i.test(name))).toEqual([]);
	});

	it('draws text, with the font of its package and no other', async () => {
		const page = await browser.newPage();
		const blank = await page.screenshot();
		await page.setContent(TEXT);
		expect(await glyphsByFont(page)).toEqual({ 'Open Sans': 9 });
		expect((await page.screenshot()).equals(blank)).toBe(false);
	});

	it('takes fonts from the cache only', async () => {
		const files = await fontFilesOf(browser);
		expect(files).not.toEqual([]);
		expect(files.filter((file) => !file.startsWith(cacheRoot + sep))).toEqual([]);
		const folders = [...readFileSync(fontsConf, 'utf8').matchAll(/<(?:cache)?dir\b.*?>(.*?)</g)];
		expect(folders.map(([, folder]) => folder)).toEqual(['~/fonts', '~/fontconfig']);
	});

	it('leaves nothing outside the cache', async () => {
		await browser.close();
		expect(readdirSync(homedir())).toEqual([]);
		expect(readdirSync(tmpdir()).filter((name) => !before.includes(name))).toEqual([]);
	});
});
