/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { crc32 } from 'node:zlib';

export interface ZipEntry {
	name: string;
	content: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;

/** The fields that the local and the central header share: version … extra length. */
function common({ name, content }: ZipEntry): Buffer {
	const head = Buffer.alloc(26);
	head.writeUInt16LE(VERSION, 0);
	head.writeUInt32LE(crc32(content), 10);
	head.writeUInt32LE(content.length, 14);
	head.writeUInt32LE(content.length, 18);
	head.writeUInt16LE(Buffer.byteLength(name), 22);
	return head;
}

const number = (value: number, bytes: number) => {
	const buffer = Buffer.alloc(bytes);
	buffer.writeUIntLE(value, 0, bytes);
	return buffer;
};

/** An archive of stored (not compressed) files. */
export function zip(entries: ZipEntry[]): Buffer {
	const locals: Buffer[] = [];
	const centrals: Buffer[] = [];
	let offset = 0;
	for (const entry of entries) {
		const name = Buffer.from(entry.name);
		const local = Buffer.concat([number(LOCAL, 4), common(entry), name, entry.content]);
		locals.push(local);
		const rest = Buffer.concat([Buffer.alloc(10), number(offset, 4)]);
		centrals.push(
			Buffer.concat([number(CENTRAL, 4), number(VERSION, 2), common(entry), rest, name]),
		);
		offset += local.length;
	}
	const directory = Buffer.concat(centrals);
	const count = number(entries.length, 2);
	const end = [number(END, 4), Buffer.alloc(4), count, count, number(directory.length, 4)];
	return Buffer.concat([...locals, directory, ...end, number(offset, 4), Buffer.alloc(2)]);
}
