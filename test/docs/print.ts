/* eslint-disable no-console, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { pages } from './pages';

for (const [path, text] of Object.entries(pages())) {
	writeFileSync(join(__dirname, '../..', path), text);
	console.log(`written: ${path}`);
}
