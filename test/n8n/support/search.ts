/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Code, not data: the nodes themselves. */
const SKIPPED = ['node_modules', '.cache'];

function filesIn(folder: string): string[] {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		if (SKIPPED.includes(name)) return [];
		return statSync(path).isDirectory() ? filesIn(path) : [path];
	});
}

/** As it is, and in the dress it may wear in URLs and encoded texts. */
const formsOf = (mark: string): string[] => [
	mark,
	encodeURIComponent(mark),
	Buffer.from(mark).toString('base64').replace(/=+$/, ''),
	Buffer.from(mark).toString('hex'),
];

/** Everything that n8n wrote down: database with its journals, logs, settings. */
export function searchFolder(folder: string, marks: string[]): string[] {
	return filesIn(folder).flatMap((path) => {
		const bytes = readFileSync(path);
		const found = marks.filter((mark) => formsOf(mark).some((form) => bytes.includes(form)));
		return found.map((mark) => `${path.slice(folder.length + 1)}: secret ${marks.indexOf(mark)}`);
	});
}

export const searchText = (text: string, marks: string[]): string[] =>
	marks.filter((mark) => formsOf(mark).some((form) => text.includes(form)));
