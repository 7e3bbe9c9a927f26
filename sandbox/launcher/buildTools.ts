/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { run } from './child';

/** What compiling a native package wants, by Debian's package of it, and how to tell it is there. */
const TOOLS: Record<string, [command: string, ...args: string[]]> = {
	'g++': ['g++', '--version'],
	make: ['make', '--version'],
	python3: ['python3', '--version'],
	// Python had it on board up to 3.11; the node-gyp of sqlite3 still imports it.
	'python3-setuptools': ['python3', '-c', 'import distutils.version'],
};

async function missingTools(): Promise<string[]> {
	const tools = Object.entries(TOOLS);
	const tries = tools.map(async ([, [command, ...args]]) => await run(command, args));
	const outcomes = await Promise.allSettled(tries);
	return tools.flatMap(([name], index) => (outcomes[index]?.status === 'rejected' ? [name] : []));
}

/** A build that failed for want of a tool says so last, where it is read, and how to get it. */
export async function withBuildTools<T>(what: string, build: () => Promise<T>): Promise<T> {
	try {
		return await build();
	} catch (error) {
		const missing = await missingTools();
		if (missing.length === 0) throw error;
		throw new Error(
			`${error instanceof Error ? error.message : String(error)}\n` +
				`${what} had to be compiled here, and this machine has no ${missing.join(', no ')}. ` +
				'Install what is missing and run the same command again. On Debian and Ubuntu:\n\n' +
				`  apt-get install ${missing.join(' ')}\n`,
			{ cause: error },
		);
	}
}
