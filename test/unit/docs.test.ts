/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorsPage } from '../docs/errors';
import { pages } from '../docs/pages';

describe('Pages of docs/ that are made of data', () => {
	it.each(Object.entries(pages()))('%s is what `npm run docs` prints', (path, text) => {
		expect(readFileSync(join(__dirname, '../..', path), 'utf8')).toBe(text);
	});

	it('tell two rows of a table by their first cell', () => {
		const sections = errorsPage().split('\n## ');
		const firstCells = sections.map((section) =>
			[...section.matchAll(/^\| .*? \| /gm)].map(String),
		);
		const twice = firstCells.flatMap((cells) =>
			cells.filter((cell, at) => !/ (---|Code) /.test(cell) && cells.indexOf(cell) !== at),
		);
		expect(twice).toEqual([]);
	});
});

describe('What a process remembers', () => {
	it('stands in docs/architecture.md, file by file', () => {
		const nodes = join(__dirname, '../../nodes');
		const remembering = readdirSync(nodes, { recursive: true, encoding: 'utf8' })
			.filter((path) => path.endsWith('.ts'))
			.filter((path) =>
				/^(let |const \w+ = new (Map|Set|WeakMap)<.*>\(\);)/m.test(
					readFileSync(join(nodes, path), 'utf8'),
				),
			);
		const page = readFileSync(join(__dirname, '../../docs/architecture.md'), 'utf8');
		expect(remembering.length).toBeGreaterThan(5);
		expect(remembering.filter((path) => !page.includes(`\`${path}\``))).toEqual([]);
	});
});
