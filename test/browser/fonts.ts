/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

const FONT_FILE = /\/.*(?:\.[ot]t[cf]|\.cache-\d+)$/gm;

/** The fonts that the text of a page is really drawn with, by how many glyphs of each. */
export async function glyphsByFont(page: Page): Promise<Record<string, number>> {
	const session = await page.context().newCDPSession(page);
	await session.send('DOM.enable');
	await session.send('CSS.enable');
	const { root } = await session.send('DOM.getDocument');
	const body = { nodeId: root.nodeId, selector: 'body' };
	const { nodeId } = await session.send('DOM.querySelector', body);
	const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
	return Object.fromEntries(fonts.map(({ familyName, glyphCount }) => [familyName, glyphCount]));
}

/** The files of fonts, and of fontconfig's lists of them, that the browser has in its memory. */
export async function fontFilesOf(browser: Browser): Promise<string[]> {
	const session = await browser.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	const maps = processInfo.map(({ id }) => readFileSync(`/proc/${id}/maps`, 'utf8'));
	return [...new Set(maps.flatMap((map) => map.match(FONT_FILE) ?? []))];
}
