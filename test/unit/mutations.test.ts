/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkout } from '../../sandbox/launcher/cache';
import { MUTATIONS } from '../mutations/list';

describe('What the mutations take out', () => {
	test.each(MUTATIONS)('$without: stands once in $file', ({ file, from }) => {
		const pieces = readFileSync(join(checkout, file), 'utf8').split(from);
		expect(pieces.length - 1).toBe(1);
	});
});
