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

export function accepted(header: string | undefined, ...entities: Entity[]): MediaType {
	const found = choose(header ?? '', served(entities));
	if (found) return found;
	const detail = `Accept must be one of ${served(entities)
		.map(({ text }) => text)
		.join(', ')}`;
	throw new CpsProblem(406, 'not-acceptable', 'Not Acceptable', detail);
}

/** Bodies of older shapes are not taken: none of the clients that are known sends one. */
const taken = (entities: readonly Entity[]) =>
	served(entities).filter(({ entity, version }) => entity !== 'enrollment' || version >= 11);

export function contentOf(header: string | undefined, ...entities: Entity[]): MediaType {
	const found = choose(header ?? '', taken(entities));
	if (found) return found;
	const detail = `Content-Type must be one of ${taken(entities)
		.map(({ text }) => text)
		.join(', ')}`;
	throw new CpsProblem(415, 'unsupported-media-type', 'Unsupported Media Type', detail);
}
