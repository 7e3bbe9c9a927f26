import type { Api, Call } from './calls';
import type { FaultName } from './faults';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export function jsonOf(text: string): Json | undefined {
	try {
		const json: unknown = JSON.parse(text);
		return isObject(json) ? json : undefined;
	} catch {
		return undefined;
	}
}

/** Reads of the Automation API are POST, too. */
const AUTOMATION_WRITES = /\/(createAutomation|createAutomation\/bulk|bulkretryautomationtask)$/;

export const isWrite = ({ api, method, path }: Call): boolean =>
	api === 'digicert.automation' ? AUTOMATION_WRITES.test(path) : method !== 'GET';

export const REFUSALS = [400, 403, 409, 422] as const;

/** A refusal as each service words it. */
export function refusalOf(api: Api, status: number): Json {
	const message = 'The request cannot be processed.';
	if (api === 'digicert.services') return { errors: [{ code: 'bad_request', message }] };
	if (api === 'digicert.automation') {
		return { error: { errorCode: '1000', errorField: '', errorMessage: message }, data: null };
	}
	return { type: 'bad-request', title: 'Bad request', status, detail: message };
}

/** Where the rows are: Automation wraps everything into `data`. */
const withContent = (body: Json, change: (content: Json) => Json | undefined): Json | undefined => {
	if (!isObject(body.data)) return change(body);
	const data = change(body.data);
	return data && { ...body, data };
};

const mapLists = (content: Json, change: (rows: unknown[]) => unknown): Json | undefined => {
	const entries = Object.entries(content);
	if (!entries.some(([, value]) => Array.isArray(value))) return undefined;
	return Object.fromEntries(
		entries.map(([name, value]) => [name, Array.isArray(value) ? change(value) : value]),
	);
};

const withTotal = (body: Json, change: (total: number) => number): Json | undefined =>
	isObject(body.page) && typeof body.page.total === 'number'
		? { ...body, page: { ...body.page, total: change(body.page.total) } }
		: undefined;

/** Nothing that any client could know. */
const grown = (value: unknown): unknown =>
	isObject(value) ? { ...value, addedSince: { revision: 1, notes: [] } } : value;

const undated = (row: unknown, at: number): unknown => {
	if (at % 2 === 1 || !isObject(row)) return row;
	const { date, date_created, ...rest } = row;
	return date === undefined && date_created === undefined ? row : rest;
};

const untold = (row: unknown, at: number): unknown => {
	if (at % 2 === 1 || !isObject(row)) return row;
	const { pendingChanges, ...rest } = row;
	return pendingChanges === undefined ? row : rest;
};

/** Of Order info, of the rows of List orders, and of those of reissues and duplicates. */
const inCertificates =
	(change: (certificate: Json) => Json): Bend =>
	(body, method) => {
		if (method !== 'GET') return undefined;
		const within = (row: unknown): unknown => {
			if (!isObject(row)) return row;
			if (!isObject(row.certificate)) return 'dns_names' in row ? change(row) : row;
			return { ...row, certificate: change(row.certificate) };
		};
		const own = within(body) as Json;
		const changed = mapLists(own, (rows) => rows.map(within)) ?? own;
		return JSON.stringify(changed) === JSON.stringify(body) ? undefined : changed;
	};

const lastAsNull = (certificate: Json): Json => {
	const { dns_names: names } = certificate;
	return Array.isArray(names) && names.length > 1
		? { ...certificate, dns_names: [...names.slice(0, -1), null] }
		: certificate;
};

const withBareCsr = (certificate: Json): Json =>
	typeof certificate.csr === 'string'
		? { ...certificate, csr: certificate.csr.replace(/-----[^-]+-----|\s/g, '') }
		: certificate;

const withData = (data: unknown) => (body: Json) =>
	'data' in body ? { ...body, data } : undefined;

/** The body instead, or undefined where this fault has nothing to change. */
type Bend = (body: Json, method: string) => unknown;

/** Valid JSON of another shape than documented, and what may change without notice. */
export const OTHER_BODIES: Partial<Record<FaultName, Bend>> = {
	emptyObject: () => ({}),
	nullBody: () => null,
	textBody: () => 'The service is being updated.',
	errorsBody: () => ({
		errors: [{ code: 'service_unavailable', message: 'The service is not available.' }],
	}),
	maintenanceBody: () => ({ status: 'maintenance' }),
	missingList: (body) => withContent(body, (content) => mapLists(content, () => undefined)),
	emptyList: (body) => mapLists(withTotal(body, (total) => Math.max(total, 1)) ?? {}, () => []),
	totalMismatch: (body) => withTotal(body, (total) => total + 1),
	otherId: (body, method) =>
		method === 'GET' && typeof body.id === 'number' ? { ...body, id: body.id + 1 } : undefined,
	dataEmpty: withData({}),
	dataNull: withData(null),
	dataText: withData('The service is being updated.'),
	extraFields: (body) =>
		withContent(grown(body) as Json, (content) => {
			const more = grown(content) as Json;
			return mapLists(more, (rows) => rows.map(grown)) ?? more;
		}),
	rowsWithoutDate: (body) =>
		'page' in body ? mapLists(body, (rows) => rows.map(undated)) : undefined,
	nameAsNull: inCertificates(lastAsNull),
	bareCsr: inCertificates(withBareCsr),
	cpsUntoldChanges: (body) =>
		'enrollments' in body ? mapLists(body, (rows) => rows.map(untold)) : undefined,
};

/** Each fault that can strike this body is drawn; they add up. */
export function bend(body: Json, method: string, strikes: (name: FaultName) => boolean): unknown {
	let bent: unknown = body;
	for (const [name, change] of Object.entries(OTHER_BODIES)) {
		const changed = isObject(bent) ? change(bent, method) : undefined;
		if (changed !== undefined && strikes(name as FaultName)) bent = changed;
	}
	return bent;
}
