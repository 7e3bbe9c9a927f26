/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { operations as cps } from '../../nodes/Akamai/Cps/actions';
import { operations as automation } from '../../nodes/DigiCert/Automation/actions';
import { operations as certCentral } from '../../nodes/DigiCert/CertCentral/actions';

/** "Order > Check Status" in a text for users is an operation that they find in the form. */

const OFFERED = [certCentral, automation, cps].flatMap((map) =>
	Object.values(map).flatMap(({ name, operations }) =>
		Object.values(operations).map((operation) => `${name} > ${operation.name}`),
	),
);
const RESOURCES = [...new Set(OFFERED.map((path) => path.split(' > ')[0] ?? ''))];

/** Menus of the vendors' consoles that begin with the same word. */
const CONSOLE = ['Automation > API Keys', 'Automation > Manage Automation'];

const named = (text: string): string[] =>
	RESOURCES.flatMap((resource) =>
		[
			...text.matchAll(new RegExp(`\\b${resource} > [A-Z][a-z]+(?: (?:in )?[A-Z][A-Za-z]*)*`, 'g')),
		].map(String),
	);

test('advice names only operations that exist', () => {
	const nodes = join(__dirname, '../../nodes');
	const texts = readdirSync(nodes, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts'))
		.map((path) =>
			readFileSync(join(nodes, path), 'utf8').replace(/^\s*(\/\*)?\*.*$|\/\/.*$/gm, ''),
		);
	const found = texts.flatMap(named);
	expect(found.length).toBeGreaterThan(5);
	const known = [...OFFERED, ...CONSOLE];
	expect(found.filter((path) => !known.some((one) => path.startsWith(one)))).toEqual([]);
});
