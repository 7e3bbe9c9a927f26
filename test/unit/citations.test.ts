/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Documents that a reader of this repository does not have. */
const NOT_HERE =
	/\bdesign (?:section|\d)|\b(?:the|promise \d+ of the) design\b|\bseed 0\d\d\b|\bD:[a-z-]+\/|\(reference: /i;

const OWN_PAGE = /\bdocs\/[\w-]+\.md(?:#[\w-]+)?/g;

/** As GitHub makes them: lower case, without signs, blanks become dashes. */
const anchorsOf = (markdown: string): string[] =>
	[...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\w\- ]/g, '')
			.replace(/ /g, '-'),
	);

const FOLDERS = [
	...['nodes', 'credentials', 'bench', 'test', 'docs'],
	...['sandbox/launcher', 'sandbox/simulator'],
];

const paths = FOLDERS.flatMap((folder) =>
	readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
		join(folder, path),
	),
);

const texts = [...paths, ...readdirSync(ROOT)]
	.filter((path) => /\.(ts|mjs|md)$/.test(path) && !path.endsWith('citations.test.ts'))
	.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const linesWith = (pattern: RegExp): string[] =>
	texts.flatMap(({ path, text }) =>
		text.split('\n').flatMap((line) => (pattern.test(line) ? `${path}: ${line.trim()}` : [])),
	);

describe('What a text cites', () => {
	test('can be opened', () => {
		expect(texts.length).toBeGreaterThan(100);
		expect(linesWith(NOT_HERE)).toEqual([]);
	});

	test('is there, if it is a page of our own or a part of one', () => {
		const missing = texts.flatMap(({ path, text }) =>
			(text.match(OWN_PAGE) ?? []).flatMap((cited) => {
				const [page = '', anchor] = cited.split('#');
				const file = join(ROOT, page);
				const isThere =
					existsSync(file) && (!anchor || anchorsOf(readFileSync(file, 'utf8')).includes(anchor));
				return isThere ? [] : `${path}: ${cited}`;
			}),
		);
		expect(missing).toEqual([]);
	});
});
