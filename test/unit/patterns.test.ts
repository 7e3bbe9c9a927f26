/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Text of an admin or a service is long at times, and n8n does nothing else while a pattern runs. */

const ROOT = join(__dirname, '../..');
const LONG = 100_000;

/** Work that grows with the square of the length takes minutes here, and all other work a second. */
const GENEROUS_MS = 60_000;

interface Pattern {
	file: string;
	source: string;
	flags: string;
}

/** Cut to a few hundred characters before it is matched: a part of an address that grows with itself. */
const CAPPED = ['(?:\\/-\\/|\\/error-types\\/)(.+)$'];

function patternsOf(file: string): Pattern[] {
	const found: Pattern[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isRegularExpressionLiteral(node)) {
			const end = node.text.lastIndexOf('/');
			found.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest));
	return found;
}

/** In a process that can be ended: text of what the pattern itself names, long and with a bad end. */
const ATTACK = `
const { source, flags, long } = JSON.parse(process.argv[1]);
const words = source.match(/[A-Za-z0-9-]+|[^A-Za-z0-9]/g) ?? [];
const pieces = new Set(['a', 'A', '0', ' ', '-', '.', '\\\\', '/', 'a.', 'a-', '@', '\\n', ...words, ...words.map((w) => w + ' ')]);
for (const piece of pieces) {
	const pumped = piece.repeat(Math.ceil(long / piece.length));
	for (const text of [pumped, pumped + '\\u0000', words.join('') + pumped + '\\n!', 'a@' + pumped + '!', '{{ $json' + pumped]) {
		text.replace(new RegExp(source, flags), '');
	}
}
`;

const PATTERNS = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, String(file))),
	)
	.filter((file) => file.endsWith('.ts'))
	.flatMap(patternsOf)
	.filter(({ source }) => /[+*}]/.test(source) && !CAPPED.includes(source));

test('patterns are found', () => expect(PATTERNS.length).toBeGreaterThan(20));

test.each(PATTERNS)(
	'$file: /$source/ does work that grows with the text',
	({ source, flags }) => {
		const input = JSON.stringify({ source, flags, long: LONG });
		const { status, signal } = spawnSync(process.execPath, ['-e', ATTACK, input], {
			timeout: GENEROUS_MS,
		});
		expect({ status, signal }).toEqual({ status: 0, signal: null });
	},
	2 * GENEROUS_MS,
);
