/* eslint-disable no-console, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { pages } from './pages';

for (const [path, text] of Object.entries(pages())) {
	const file = join(__dirname, '../..', path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
	console.log(`written: ${path}`);
}
