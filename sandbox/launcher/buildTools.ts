/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { run } from './child';

/** What compiling a native package wants; Debian's packages have the same names. */
const TOOLS = ['g++', 'make', 'python3'];

async function isMissing(tool: string): Promise<boolean> {
	return await run(tool, ['--version']).then(
		() => false,
		() => true,
	);
}

async function missingTools(): Promise<string[]> {
	const missing = await Promise.all(TOOLS.map(isMissing));
	return TOOLS.filter((_, index) => missing[index]);
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
