/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import Module from 'node:module';

/** Folder of the packages of the installed n8n, told by who starts this process. */
export const N8N_MODULES = 'BENCH_N8N_MODULES';

export const n8nModules = process.env[N8N_MODULES] ?? '';

/**
 * n8n's own nodes bring the engine of the installed n8n. The checkout and the unpacked package
 * would find another copy, or none, and an engine knows only errors and contexts of its own copy.
 */
const SHARED = /^(?:n8n-workflow|n8n-core|reflect-metadata)(?:\/|$)/;

type Resolve = (request: string, parent: unknown, isMain: boolean, options?: object) => string;

const loader = Module as typeof Module & { _resolveFilename: Resolve };
const resolve = loader._resolveFilename;

loader._resolveFilename = (request, parent, isMain, options) =>
	SHARED.test(request)
		? resolve(request, parent, isMain, { ...options, paths: [n8nModules] })
		: resolve(request, parent, isMain, options);
