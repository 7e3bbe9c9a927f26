import { CpsProblem } from './problems';

/** Versions that CPS serves, newest first; older ones in their own shape (`older.ts`). */
export const ENTITIES = {
	enrollment: [12, 11, 10, 9, 7, 4],
	enrollments: [12, 11, 10, 9, 7, 4],
	'enrollment-status': [1],
	change: [2, 1],
	'change-id': [1],
	csr: [2, 1],
	'certificate-and-trust-chain': [2, 1],
	acknowledgement: [1],
	'acknowledgement-with-hash': [1],
	'change-management-info': [6, 5, 4, 3],
	deployment: [8, 7, 6, 3],
	deployments: [8, 7, 6, 3],
	warnings: [1],
	'dv-challenges': [2],
	'deployment-schedule': [1],
	'dv-history': [1],
	'certificate-history': [2],
	'change-history': [5, 3],
	'active-certificates': [2, 1],
} as const;

export type Entity = keyof typeof ENTITIES;

export interface MediaType {
	entity: Entity;
	version: number;
	/** As it is printed in a header */
	text: string;
}

export function mediaType(entity: Entity, version: number): MediaType {
	return { entity, version, text: `application/vnd.akamai.cps.${entity}.v${version}+json` };
}

/** Parameters such as `charset` do not count. */
function plain(value: string): string {
	return (value.split(';')[0] ?? '').trim().toLowerCase();
}

function served(entities: readonly Entity[]): MediaType[] {
	return entities.flatMap((entity) =>
		ENTITIES[entity].map((version) => mediaType(entity, version)),
	);
}

/** A header must name a served version exactly; `application/json` and wildcards match nothing. */
function choose(header: string, known: MediaType[]): MediaType | undefined {
	const wanted = header.split(',').map(plain);
	return known.find(({ text }) => wanted.includes(text));
}

/** The newest version that a service serves of an entity, where that is not the newest of all. */
export type Newest = Partial<Record<Entity, number>>;

const within = (types: MediaType[], newest: Newest): MediaType[] =>
	types.filter(({ entity, version }) => version <= (newest[entity] ?? version));

export function accepted(
	header: string | undefined,
	entities: readonly Entity[],
	newest: Newest = {},
): MediaType {
	const known = within(served(entities), newest);
	const found = choose(header ?? '', known);
	if (found) return found;
	const detail = `Accept must be one of ${listOf(known)}`;
	throw new CpsProblem(406, 'not-acceptable', 'Not Acceptable', detail);
}

const listOf = (types: MediaType[]): string => types.map(({ text }) => text).join(', ');

/** Bodies of older shapes are not taken: none of the clients that are known sends one. */
const taken = (entities: readonly Entity[]) =>
	served(entities).filter(({ entity, version }) => entity !== 'enrollment' || version >= 11);

export function contentOf(
	header: string | undefined,
	entities: readonly Entity[],
	newest: Newest = {},
): MediaType {
	const known = within(taken(entities), newest);
	const found = choose(header ?? '', known);
	if (found) return found;
	const detail = `Content-Type must be one of ${listOf(known)}`;
	throw new CpsProblem(415, 'unsupported-media-type', 'Unsupported Media Type', detail);
}
