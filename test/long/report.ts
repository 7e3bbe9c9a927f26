/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkout } from '../../sandbox/launcher/cache';

const PAGE = join(checkout, 'docs/long-run.md');
const TITLE = `# Long run

Written by \`npm run test:long\`: what its tests did and found. Each section is from the last run of one test.
`;

/** Replaces one section of the page of results, or adds it. */
export function report(heading: string, lines: string[]): void {
	const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : TITLE;
	const [top = '', ...sections] = page.trimEnd().split(/\n(?=## )/);
	const others = sections.filter((section) => !section.startsWith(`## ${heading}\n`));
	const section = [`## ${heading}`, '', ...lines].join('\n');
	const all = [...others, section].map((one) => one.trimEnd()).sort();
	writeFileSync(PAGE, `${[top.trimEnd(), ...all].join('\n\n')}\n`);
}

export function tableOf(rows: Record<string, number | string>, head: [string, string]): string[] {
	const lines = Object.entries(rows).map(([name, value]) => `| ${name} | ${value} |`);
	return [`| ${head.join(' | ')} |`, '| --- | --: |', ...lines];
}
