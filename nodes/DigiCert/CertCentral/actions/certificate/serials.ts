import { X509Certificate } from 'node:crypto';

import { children, readDer, TAG } from '../../../../shared/certificate/csr/der';
import { decodeBase64, pemBlocks } from '../../../../shared/certificate/pem';
import type { ZipEntry } from './zip';
import { zipEntries } from './zip';

/** More than any file of a chain. */
const LARGEST_FILE = 1_000_000;

/** Serial numbers of the certificates in a file of whatever format, as far as they can be read. */
export async function serialsIn(bytes: Buffer): Promise<string[]> {
	const entries = zipEntries(bytes);
	if (!entries) return serialsOf(bytes);
	const files = await Promise.all(entries.map(unpacked));
	return files.flatMap((file) => (file ? serialsOf(file) : []));
}

function serialsOf(file: Buffer): string[] {
	const blocks = pemBlocks(file.toString('latin1'));
	const parts = blocks.map(({ base64 }) => decodeBase64(base64) ?? Buffer.alloc(0));
	return (parts.length > 0 ? parts : [file]).flatMap(
		(der) => serialOf(der) ?? serialsOfBundle(der),
	);
}

function serialOf(der: Buffer): string | undefined {
	try {
		return new X509Certificate(der).serialNumber;
	} catch {
		return undefined;
	}
}

/** PKCS#7 signed data, of which only the certificates matter (RFC 2315, 9.1). */
function serialsOfBundle(der: Buffer): string[] {
	try {
		const [, wrapped] = children(readDer(der), TAG.sequence);
		const [signed] = wrapped ? children(wrapped, TAG.constructed(0)) : [];
		const parts = signed ? children(signed, TAG.sequence) : [];
		const bundle = parts.find(({ tag }) => tag === TAG.constructed(0));
		const links = bundle ? children(bundle, TAG.constructed(0)) : [];
		return links.flatMap(({ raw }) => serialOf(raw) ?? []);
	} catch {
		return [];
	}
}

/** Undefined for what is none of ours: another method, a large file, or a damaged one. */
async function unpacked({ isDeflated, size, bytes }: ZipEntry): Promise<Buffer | undefined> {
	if (!isDeflated) return bytes;
	if (size > LARGEST_FILE) return undefined;
	try {
		const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
		return Buffer.from(await new Response(whole).arrayBuffer());
	} catch {
		return undefined;
	}
}
