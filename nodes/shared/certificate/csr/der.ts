/** One element of DER (ITU-T X.690). Anything that is not strict DER is a `DerError`. */
export interface Der {
	tag: number;
	/** The element as it stands, with tag and length. */
	raw: Buffer;
	content: Buffer;
}

export class DerError extends Error {}

export const TAG = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	oid: 0x06,
	sequence: 0x30,
	set: 0x31,
	context: (number: number) => 0x80 + number,
	constructed: (number: number) => 0xa0 + number,
};

function fail(what: string): never {
	throw new DerError(what);
}

/** Length and the number of bytes it is written in: definite, in the shortest form. */
function readLength(bytes: Buffer, at: number): { length: number; size: number } {
	const first = bytes[at] ?? fail('length is missing');
	if (first < 0x80) return { length: first, size: 1 };
	const count = first & 0x7f;
	if (count === 0 || count > 4 || at + count >= bytes.length) fail('length is not definite');
	const length = bytes.readUIntBE(at + 1, count);
	const isShortest = length >= 0x80 && length >= 2 ** (8 * (count - 1));
	if (!isShortest) fail('length is not in its shortest form');
	return { length, size: count + 1 };
}

function readFrom(bytes: Buffer, start: number): Der {
	const tag = bytes[start] ?? fail('element is missing');
	if ((tag & 0x1f) === 0x1f) fail('tag is too long');
	const { length, size } = readLength(bytes, start + 1);
	const from = start + 1 + size;
	if (from + length > bytes.length) fail('element is cut off');
	return {
		tag,
		raw: bytes.subarray(start, from + length),
		content: bytes.subarray(from, from + length),
	};
}

/** Exactly one element, with nothing behind it. */
export function readDer(bytes: Buffer): Der {
	const element = readFrom(bytes, 0);
	return element.raw.length === bytes.length ? element : fail('bytes are left over');
}

export function children(element: Der, tag: number): Der[] {
	expectTag(element, tag);
	const found: Der[] = [];
	for (let at = 0; at < element.content.length; ) {
		const child = readFrom(element.content, at);
		found.push(child);
		at += child.raw.length;
	}
	return found;
}

export function expectTag(element: Der | undefined, tag: number): Der {
	return element?.tag === tag ? element : fail('element is not of the expected kind');
}

/** `1.2.840.113549.1.1.11` */
export function readOid(element: Der | undefined): string {
	const { content } = expectTag(element, TAG.oid);
	const arcs: number[] = [];
	let arc = 0;
	for (const byte of content) {
		arc = arc * 128 + (byte & 0x7f);
		if (byte & 0x80) continue;
		arcs.push(arc);
		arc = 0;
	}
	const [first = 0, ...others] = arcs;
	const top = Math.min(2, Math.floor(first / 40));
	return [top, first - 40 * top, ...others].join('.');
}

/** The bytes of a BIT STRING that holds whole bytes. */
export function readBits(element: Der | undefined): Buffer {
	const { content } = expectTag(element, TAG.bitString);
	return content[0] === 0 ? content.subarray(1) : fail('bit string has spare bits');
}

/** The character string types of X.520 names; older tools still write BMP, Universal and Teletex. */
const STRING: Record<number, (bytes: Buffer) => string> = {
	0x0c: (bytes) => bytes.toString('utf8'),
	0x12: (bytes) => bytes.toString('latin1'),
	0x13: (bytes) => bytes.toString('latin1'),
	0x14: (bytes) => bytes.toString('latin1'),
	0x16: (bytes) => bytes.toString('latin1'),
	0x1a: (bytes) => bytes.toString('latin1'),
	0x1c: (bytes) => (bytes.length % 4 ? fail('universal string is odd') : codePoints(bytes)),
	0x1e: (bytes) => (bytes.length % 2 ? fail('BMP string is odd') : swapped(bytes)),
};

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16().toString('utf16le');

/** Four bytes each (ITU-T X.680, UniversalString). */
function codePoints(bytes: Buffer): string {
	const points = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(at * 4));
	if (points.some((point) => point > 0x10ffff)) fail('universal string holds no character');
	return points.map((point) => String.fromCodePoint(point)).join('');
}

export function readString(element: Der | undefined): string | undefined {
	return element && STRING[element.tag]?.(element.content);
}
