/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets that carry a tag at both ends, so that one search finds them all, whole or in part. */

/** Cannot be confused with anything else, and survives every alphabet that secrets are made of. */
export const newTag = (): string => `TAG${randomBytes(12).toString('hex').toUpperCase()}`;

export const tagged = (tag: string): string =>
	`${tag}${randomBytes(8).toString('hex').toUpperCase()}${tag}`;

/** What base64 makes of a text wherever it begins in a group of three bytes. */
const base64Of = (text: string): string[] =>
	[0, 1, 2].map((before) => {
		const whole = (Buffer.byteLength(text) + before) % 3;
		const encoded = Buffer.from('\0'.repeat(before) + text).toString('base64');
		// Characters that share their bits with what stands before or behind are left out.
		const end = encoded.replace(/=+$/, '').length - (whole === 0 ? 0 : 1);
		return encoded.slice(before === 0 ? 0 : before + 1, end);
	});

/** As it is, and in the dress it may wear in URLs, JSON and encoded texts. */
const formsOf = (secret: string): string[] => [
	...new Set([
		secret,
		secret.toLowerCase(),
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		...base64Of(secret),
		Buffer.from(secret).toString('hex'),
	]),
];

/** Which secrets stand in it, by their place in the list: the answer must not repeat them. */
export function foundIn(bytes: Buffer | string, secrets: string[]): number[] {
	return secrets.flatMap((secret, index) =>
		formsOf(secret).some((form) => bytes.includes(form)) ? [index] : [],
	);
}

/** Code, not data: the nodes themselves. */
const SKIPPED = ['node_modules', '.cache'];

function filesIn(folder: string): string[] {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		if (SKIPPED.includes(name)) return [];
		return statSync(path).isDirectory() ? filesIn(path) : [path];
	});
}

/** Everything that n8n wrote down: database with its journals, logs, settings. */
export function filesWith(folder: string, secrets: string[]): string[] {
	return filesIn(folder)
		.filter((path) => foundIn(readFileSync(path), secrets).length > 0)
		.map((path) => path.slice(folder.length + 1));
}
