type Json = Record<string, unknown>;

interface Schema {
	type?: string | string[];
	properties?: Record<string, Schema>;
	additionalProperties?: boolean | Schema;
	items?: Schema;
	minimum?: number;
	minLength?: number;
	pattern?: string;
	enum?: unknown[];
}

export interface Lenient {
	/** Without what the service does not know, and with numbers that came as text */
	body: unknown;
	/** Where the request is not as documented */
	undocumented: string[];
}

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const allows = ({ type = [] }: Schema, wanted: string) => [type].flat().includes(wanted);

/** Maintained clients send zeros, empty texts and nulls for what they have not got. */
function isUnset(value: unknown, schema: Schema): boolean {
	if (value === null) return !allows(schema, 'null');
	if (value === 0) return (schema.minimum ?? 0) > 0;
	const { minLength, pattern, enum: choices } = schema;
	return value === '' && [minLength, pattern, choices].some((rule) => rule !== undefined);
}

/**
 * A body as the service most likely takes it: what it does not know it leaves alone. Five clients of
 * others, DigiCert's own among them, send such bodies.
 */
export function lenient(sent: unknown, schema: object): Lenient {
	const undocumented: string[] = [];

	const readObject = (value: Json, { properties = {}, ...schema }: Schema, path: string): Json => {
		const entries = Object.entries(value).flatMap(([name, field]): Array<[string, unknown]> => {
			const at = path ? `${path}.${name}` : name;
			const known = properties[name];
			if (!known && schema.additionalProperties !== false) return [[name, field]];
			if (known && !isUnset(field, known)) return [[name, read(field, known, at)]];
			undocumented.push(at);
			return [];
		});
		return Object.fromEntries(entries);
	};

	const read = (value: unknown, schema: Schema, path: string): unknown => {
		if (isObject(value) && allows(schema, 'object')) return readObject(value, schema, path);
		const { items } = schema;
		if (Array.isArray(value) && items) {
			return value.map((one, at) => read(one, items, `${path}.${at}`));
		}
		if (typeof value === 'string' && allows(schema, 'integer') && /^\d+$/.test(value)) {
			undocumented.push(path);
			return Number(value);
		}
		return value;
	};

	return { body: read(sent, schema as Schema, ''), undocumented };
}
