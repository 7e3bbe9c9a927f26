/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps the servers of each PostgreSQL version out of the path. */
const DEBIAN = '/usr/lib/postgresql';

const inPath = (): string[] => (process.env.PATH ?? '').split(delimiter).filter(Boolean);

function newestFirst(): string[] {
	if (!existsSync(DEBIAN)) return [];
	const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
	return versions.map((version) => join(DEBIAN, version, 'bin'));
}

const folderWith = (folders: string[], ...programs: string[]): string | undefined =>
	folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));

export interface Programs {
	postgres: string;
	initdb: string;
	/** Asks the database; part of what PostgreSQL's own package brings along */
	psql: string;
	redis: string;
}

/** The servers that n8n's queue mode needs, as this machine has them. */
export function findPrograms(): Programs {
	const postgres = folderWith([...newestFirst(), ...inPath()], 'postgres', 'initdb');
	const redis = folderWith(inPath(), 'redis-server');
	if (postgres && redis) {
		return {
			postgres: join(postgres, 'postgres'),
			initdb: join(postgres, 'initdb'),
			psql: join(postgres, 'psql'),
			redis: join(redis, 'redis-server'),
		};
	}
	const missing = [...(postgres ? [] : ['postgresql']), ...(redis ? [] : ['redis-server'])];
	throw new Error(
		`n8n's queue mode needs PostgreSQL and Redis, and this machine has no ${missing.join(' and no ')}. ` +
			'Install what is missing and run the same command again; it starts servers of its own, on ' +
			'free ports of this machine, with their data in a temporary folder. On Debian and Ubuntu:\n\n' +
			`  apt-get install ${missing.join(' ')}\n\n` +
			'On macOS with Homebrew:\n\n' +
			`  brew install ${missing.map((name) => (name === 'postgresql' ? 'postgresql@17' : 'redis')).join(' ')}\n`,
	);
}

/** Whether a test that needs these servers can run here. */
export function hasPrograms(): boolean {
	try {
		return findPrograms() !== undefined;
	} catch {
		return false;
	}
}
