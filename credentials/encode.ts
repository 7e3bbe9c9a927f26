import { type IDataObject, UserError } from 'n8n-workflow';

/** How a list in the query is written; n8n's nodes name it in one of three ways. */
export interface QueryStyle {
	arrayFormat?: string;
	useQuerystring?: boolean;
	qsStringifyOptions?: { arrayFormat?: string };
}

const escape = (text: string) =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

const LIST_NAME: Record<string, (name: string, index: number) => string> = {
	repeat: (name) => name,
	brackets: (name) => `${name}[]`,
	indices: (name, index) => `${name}[${index}]`,
};

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null;
}

function scalar(value: unknown): string {
	if (value instanceof Date) return value.toISOString();
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `name=value` pairs, percent-encoded so that nothing on the way has a reason to touch them. */
export function encodeQuery(query: IDataObject = {}, style: QueryStyle = {}): string {
	const stated = style.arrayFormat ?? style.qsStringifyOptions?.arrayFormat;
	const format = style.useQuerystring ? 'repeat' : (stated ?? 'repeat');
	const pairs = Object.entries(query).flatMap(([name, value]): Array<[string, unknown]> => {
		if (!Array.isArray(value)) return [[name, value]];
		const list = value.filter((entry) => !isEmpty(entry));
		if (format === 'comma') return list.length ? [[name, list.map(scalar).join(',')]] : [];
		const listName = LIST_NAME[format] ?? LIST_NAME.repeat;
		return list.map((entry, index) => [listName?.(name, index) ?? name, entry]);
	});
	return pairs
		.filter(([, value]) => !isEmpty(value))
		.map(([name, value]) => `${escape(name)}=${escape(scalar(value))}`)
		.join('&');
}

const BODILESS = ['GET', 'HEAD', 'OPTIONS', 'DELETE'];

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

/**
 * The bytes of a body and what they are. Only what can be written out once, before signing, is
 * accepted: forms and streams are put on the wire later, by other hands.
 */
export function encodeBody(
	method: string,
	body: unknown,
): { bytes: Buffer; mediaType: string } | undefined {
	if (isEmpty(body) || body === '') return undefined;
	if (Buffer.isBuffer(body) || body instanceof Uint8Array) {
		return { bytes: Buffer.from(body), mediaType: 'application/octet-stream' };
	}
	if (typeof body === 'string') return { bytes: Buffer.from(body), mediaType: 'application/json' };
	if (typeof body !== 'object' || body === null || !isPlain(body)) {
		throw new UserError(
			'Akamai EdgeGrid requests carry JSON, text or bytes: a form, a file upload or a stream cannot be signed',
		);
	}
	if (BODILESS.includes(method) && Object.keys(body).length === 0) return undefined;
	return { bytes: Buffer.from(JSON.stringify(body)), mediaType: 'application/json' };
}
