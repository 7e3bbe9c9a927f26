/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkout } from '../../sandbox/launcher/cache';

const PAGE = join(checkout, 'docs/reliability.md');

/** Replaces one section of the page of results, or adds it at the end. */
export function report(heading: string, lines: string[]): void {
	const sections = readFileSync(PAGE, 'utf8')
		.trimEnd()
		.split(/\n(?=## )/);
	const section = [`## ${heading}`, '', ...lines].join('\n');
	const at = sections.findIndex((one) => one.startsWith(`## ${heading}\n`));
	sections.splice(at < 0 ? sections.length : at, at < 0 ? 0 : 1, section);
	writeFileSync(PAGE, `${sections.map((one) => one.trimEnd()).join('\n\n')}\n`);
}

export function tableOf(rows: Record<string, number | string>, head: [string, string]): string[] {
	const lines = Object.entries(rows).map(([name, value]) => `| ${name} | ${value} |`);
	return [`| ${head.join(' | ')} |`, '| --- | --: |', ...lines];
}
