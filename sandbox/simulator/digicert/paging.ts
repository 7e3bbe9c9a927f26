import type { FastifyRequest } from 'fastify';
import { strikeCall } from '../faults-http';
import type { World } from '../world';

interface Asked {
	/** 0-based */
	offset: number;
	limit: number;
}

/** Before a later page, a row in front of it has come or gone. */
function shiftOf(world: World, request: FastifyRequest, { offset }: Asked): number {
	if (offset === 0 || !strikeCall(world, 'movingRows', request)) return 0;
	return world.faults.draw('movingRows', [-1, 1]);
}

/** Services have smaller limits than they are asked for, and none that holds a single row. */
const LEAST = 2;

/** The rows that were asked for, unless the list moves under the reader or the page is cut short. */
export function windowOf<T>(world: World, request: FastifyRequest, rows: T[], asked: Asked) {
	const shift = shiftOf(world, request, asked);
	const from = Math.max(0, asked.offset + shift);
	const found = rows.slice(from, from + asked.limit);
	const isSmall = found.length > LEAST && strikeCall(world, 'smallPages', request);
	const limit = isSmall ? Math.max(LEAST, Math.ceil(found.length / 2)) : asked.limit;
	return { items: found.slice(0, limit), limit, total: Math.max(0, rows.length - shift) };
}
