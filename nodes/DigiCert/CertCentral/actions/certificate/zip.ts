/** A file of an archive. */
export interface ZipEntry {
	name: string;
	/** Stored as it is, or deflated (APPNOTE 4.4.5). */
	isDeflated: boolean;
	size: number;
	bytes: Buffer;
}

/** Signatures and lengths of the records (PKWARE APPNOTE 4.3). */
const END = { signature: 0x06054b50, length: 22 };
const CENTRAL = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };

/** More than any comment of an archive of certificates. */
const LONGEST_COMMENT = 1000;

/** The files of a whole archive: nothing is cut off, and nothing stands behind it. */
export function zipEntries(bytes: Buffer): ZipEntry[] | undefined {
	try {
		const end = endOf(bytes);
		if (end === undefined) return undefined;
		const [count, size, start] = [
			bytes.readUInt16LE(end + 10),
			bytes.readUInt32LE(end + 12),
			bytes.readUInt32LE(end + 16),
		];
		if (start + size !== end) return undefined;
		const entries: ZipEntry[] = [];
		let at = start;
		while (at < end) {
			const { entry, length } = entryAt(bytes, at, start);
			entries.push(entry);
			at += length;
		}
		return entries.length === count && at === end ? entries : undefined;
	} catch {
		// A record that is none, or that points behind the end.
		return undefined;
	}
}

/** Where the last record begins, which tells how long the comment behind it is. */
function endOf(bytes: Buffer): number | undefined {
	for (let comment = 0; comment <= LONGEST_COMMENT; comment++) {
		const at = bytes.length - END.length - comment;
		if (at < 0) return undefined;
		const isEnd = bytes.readUInt32LE(at) === END.signature;
		if (isEnd && bytes.readUInt16LE(at + 20) === comment) return at;
	}
	return undefined;
}

function entryAt(bytes: Buffer, at: number, directory: number) {
	const [nameLength, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
	const packed = bytes.readUInt32LE(at + 20);
	const local = bytes.readUInt32LE(at + 42);
	const from =
		local + LOCAL.length + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
	const isEntry =
		bytes.readUInt32LE(at) === CENTRAL.signature &&
		bytes.readUInt32LE(local) === LOCAL.signature &&
		from + packed <= directory;
	if (!isEntry) throw new RangeError('not an entry of an archive');
	return {
		entry: {
			name: bytes.toString('utf8', at + CENTRAL.length, at + CENTRAL.length + (nameLength ?? 0)),
			isDeflated: bytes.readUInt16LE(at + 10) === 8,
			size: bytes.readUInt32LE(at + 24),
			bytes: bytes.subarray(from, from + packed),
		},
		length: CENTRAL.length + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0),
	};
}
