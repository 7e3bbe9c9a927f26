/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { findPrograms } from '../../../../sandbox/queue/programs';

const { PATH } = process.env;
afterEach(() => {
	process.env.PATH = PATH;
});

describe('Where a server of queue mode is not installed', () => {
	it('the message names it, and the command that installs it', () => {
		process.env.PATH = '';
		expect(findPrograms).toThrow(/no redis-server/);
		expect(findPrograms).toThrow(/apt-get install (postgresql )?redis-server\n/);
		expect(findPrograms).toThrow(/brew install (postgresql@17 )?redis\n/);
	});
});
