/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AKAMAI_OWN } from '../../nodes/Akamai/transport/ownCodes';
import { DIGICERT_OWN } from '../../nodes/DigiCert/transport/ownCodes';
import { OWN } from '../../nodes/shared/ownCodes';
import { errorsPage } from '../docs/errors';

const NODES = join(__dirname, '../../nodes');
/** Where codes are listed with their meaning. */
const TABLES = /\b(ownCodes|errors)\.ts$/;

const source = readdirSync(NODES, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts') && !TABLES.test(path))
	.map((path) => ({ path, text: readFileSync(join(NODES, path), 'utf8') }));

/** What stands behind `code:`, here and there over several lines. */
const given = source.flatMap(({ path, text }) =>
	[...text.matchAll(/\bcode: ([^;]+?)[,}]/g)].map(([, code = '']) => ({ path, code })),
);

describe('Codes that this package gives itself', () => {
	test('are taken from a table where a failure is made, never spelled out', () => {
		const spelledOut = ({ code }: { code: string }) => /['"`]|\b[A-Z][A-Z_]+$/.test(code);
		expect(given.length).toBeGreaterThan(20);
		expect(given.filter(spelledOut)).toEqual([]);
	});

	test.each(Object.entries({ OWN, DIGICERT_OWN, AKAMAI_OWN }))(
		'of %s are all in use, and on the page of errors with what to do',
		(table, codes) => {
			const page = errorsPage().split('\n');
			for (const [name, { code, happened, done, next }] of Object.entries(codes)) {
				expect(page).toContain(`| \`${code}\` | ${happened} | ${done} | ${next} |`);
				expect(source.map(({ text }) => text).join('\n')).toContain(`${table}.${name}.code`);
			}
		},
	);
});
