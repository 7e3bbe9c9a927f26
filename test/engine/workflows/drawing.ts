import type { IConnections, INode } from 'n8n-workflow';

/** Where n8n's editor draws the nodes and wires of a workflow, and which of them cross. */

type Point = readonly [x: number, y: number];

export interface Drawn {
	nodes: INode[];
	connections: IConnections;
}

interface Box {
	name: string;
	left: number;
	right: number;
	top: number;
	bottom: number;
	inputs: number;
	outputs: number;
}

interface Wire {
	from: string;
	to: string;
	/** The two handles that it joins: wires of one handle meet there, and do not cross. */
	handles: [string, string];
	points: Point[];
}

/** The editor's figures: a node, the distance of two handles, the way back to a node on the left. */
const NODE = 96;
const BETWEEN_HANDLES = 32;
const BACK = { nearer: 20, below: 130, beside: 40 };
/** Name and subtitle stand below a node. */
const LABEL = 40;
/** A wire is looked at in so many pieces. */
const PIECES = 40;
const NOTE = 'n8n-nodes-base.stickyNote';

function outputsOf({ type, parameters }: INode): number {
	if (parameters.operation === 'checkStatus') return 4;
	if (parameters.operation === 'createBulk' || parameters.operation === 'retryBulk') return 2;
	return type.endsWith('.if') || type.endsWith('.splitInBatches') ? 2 : 1;
}

/** Nodes and notes, each with as many handles as are drawn on it. */
export function boxesOf({ nodes, connections }: Drawn): Box[] {
	const targets = Object.values(connections).flatMap(({ main = [] }) => main.flat());
	return nodes.map((node) => {
		const { name, position, parameters } = node;
		const [left, top] = position;
		const inputs = targets.flatMap((to) => (to?.node === name ? [to.index + 1] : []));
		const handles = {
			inputs: Math.max(1, ...inputs),
			outputs: Math.max(outputsOf(node), connections[name]?.main?.length ?? 0),
		};
		const isNote = node.type === NOTE;
		const width = isNote ? Number(parameters.width) : NODE;
		const most = Math.max(2, handles.inputs, handles.outputs);
		const height = isNote ? Number(parameters.height) : NODE + (most - 2) * BETWEEN_HANDLES;
		return { name, left, right: left + width, top, bottom: top + height, ...handles };
	});
}

const handleAt = ({ top, bottom }: Box, index: number, of: number): number =>
	(top + bottom) / 2 + (index - (of - 1) / 2) * BETWEEN_HANDLES;

/** A wire to the right bends in the middle; one to the left goes round below. */
function drawn([x, y]: Point, [toX, toY]: Point): Point[] {
	if (x - BACK.nearer > toX) {
		const [out, low, back] = [x + BACK.beside, y + BACK.below, toX - BACK.beside];
		return [[x, y], [out, y], [out, low], [back, low], [back, toY], [toX, toY]]; // prettier-ignore
	}
	const bend = (toX - x) / 2;
	return Array.from({ length: PIECES + 1 }, (_, piece) => {
		const [t, u] = [piece / PIECES, 1 - piece / PIECES];
		const [first, second] = [3 * u * u * t, 3 * u * t * t];
		const near = u * u * u;
		const far = t * t * t;
		return [
			near * x + first * (x + bend) + second * (toX - bend) + far * toX,
			(near + first) * y + (second + far) * toY,
		];
	});
}

export function wiresOf(workflow: Drawn): Wire[] {
	const boxes = new Map(boxesOf(workflow).map((box) => [box.name, box]));
	return Object.entries(workflow.connections).flatMap(([from, { main = [] }]) =>
		main.flatMap((targets, output) =>
			(targets ?? []).flatMap(({ node: to, index }): Wire[] => {
				const [source, target] = [boxes.get(from), boxes.get(to)];
				if (!source || !target) return [];
				const start: Point = [source.right, handleAt(source, output, source.outputs)];
				const end: Point = [target.left, handleAt(target, index, target.inputs)];
				const handles: Wire['handles'] = [`${from} ${output}`, `${to} ${index}`];
				return [{ from, to, handles, points: drawn(start, end) }];
			}),
		),
	);
}

const pieces = ({ points }: Wire) =>
	points.slice(1).map((to, at) => [points[at] ?? to, to] as const);

/** On which side of the line from a to b; a point on the line counts as on one of them. */
const isLeft = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): boolean =>
	(bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;

const meet = (a: Point, b: Point, c: Point, d: Point): boolean =>
	isLeft(a, b, c) !== isLeft(a, b, d) && isLeft(c, d, a) !== isLeft(c, d, b);

const cross = (one: Wire, other: Wire): boolean =>
	one.handles.every((handle, end) => handle !== other.handles[end]) &&
	pieces(one).some(([a, b]) => pieces(other).some(([c, d]) => meet(a, b, c, d)));

/** Pairs of wires, each as "A > B". */
export function crossings(workflow: Drawn): string[] {
	const wires = wiresOf(workflow);
	return wires.flatMap((one, at) =>
		wires
			.slice(at + 1)
			.filter((other) => cross(one, other))
			.map((other) => `${one.from} > ${one.to} x ${other.from} > ${other.to}`),
	);
}

const inside = ([x, y]: Point, { left, right, top, bottom }: Box): boolean =>
	x > left && x < right && y > top && y < bottom;

/** Wires that go over a node, its name, or a note. */
export function hidden(workflow: Drawn): string[] {
	const boxes = boxesOf(workflow).map((box) => ({ ...box, bottom: box.bottom + LABEL }));
	return wiresOf(workflow).flatMap((wire) =>
		boxes
			.filter(({ name }) => name !== wire.from && name !== wire.to)
			.filter((box) => pieces(wire).some((piece) => crosses(piece, box)))
			.map(({ name }) => `${wire.from} > ${wire.to} over ${name}`),
	);
}

function crosses([a, b]: readonly [Point, Point], box: Box): boolean {
	const { left, right, top, bottom } = box;
	const corners: Point[] = [[left, top], [right, top], [right, bottom], [left, bottom]]; // prettier-ignore
	return (
		inside(a, box) ||
		corners.some((corner, at) => meet(a, b, corner, corners[(at + 1) % 4] ?? corner))
	);
}

/** Nodes and notes that lie on one another. */
export function overlaps(workflow: Drawn): string[] {
	const boxes = boxesOf(workflow);
	return boxes.flatMap((one, at) =>
		boxes
			.slice(at + 1)
			.filter(
				(other) =>
					one.left < other.right &&
					other.left < one.right &&
					one.top < other.bottom &&
					other.top < one.bottom,
			)
			.map((other) => `${one.name} on ${other.name}`),
	);
}
