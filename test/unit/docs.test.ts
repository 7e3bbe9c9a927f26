/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { pages } from '../../sandbox/docs/pages';

describe('Pages of docs/ that are made of data', () => {
	it.each(Object.entries(pages()))('%s is what `npm run docs` prints', (path, text) => {
		expect(readFileSync(join(__dirname, '../..', path), 'utf8')).toBe(text);
	});
});
