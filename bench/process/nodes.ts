/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, INode, INodeExecutionData, INodeType, IRun } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { runWorkflow } from '../../test/support/engine';
import { idsOf } from './answers';
import { helperNode } from './helper';
import { n8nModules } from './oneCopy';
import type { HelperArm, NodeArm, Output, Work } from './task';

/** Folder of our package as a user's n8n holds it, told by who starts this process. */
export const PACKAGE = 'BENCH_PACKAGE';

interface NodeFile {
	/** As workflows name it; n8n lets one of this name use any credential */
	type: string;
	file: string;
	className: string;
}

const ours = process.env[PACKAGE] ?? '';
const installed = (folder: string, className: string): NodeFile => ({
	type: `n8n-nodes-certificate-lifecycle.${className}`,
	file: join(ours, 'dist/nodes', folder, `${className}.node.js`),
	className,
});

const NODES: Record<NodeArm['node'], NodeFile> = {
	certCentral: installed('DigiCert/CertCentral', 'DigiCertCertCentral'),
	automation: installed('DigiCert/Automation', 'DigiCertAutomation'),
	httpRequest: {
		type: 'n8n-nodes-base.httpRequest',
		file: join(n8nModules, 'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js'),
		className: 'HttpRequest',
	},
};

const load = createRequire(__filename);

function nodeOf({ file, className }: NodeFile): INodeType {
	const module = load(file) as Record<string, new () => INodeType>;
	const Node = module[className];
	if (!Node) throw new Error(`${file} has no ${className}`);
	return new Node();
}

const UNDER_TEST = 'Node under test';
const at = { position: [0, 0] as [number, number], parameters: {} };

interface Subject {
	type: string;
	node: INodeType;
	settings: Partial<INode>;
}

function subjectOf(arm: NodeArm | HelperArm, credential: IDataObject): Subject {
	if (arm.kind === 'helper') {
		const node = helperNode(arm.call, credential);
		return { type: installed('', node.description.name).type, node, settings: {} };
	}
	const file = NODES[arm.node];
	return { type: file.type, node: nodeOf(file), settings: arm };
}

/** Runs the node once in n8n's engine, as a trigger would start it. */
export async function runNode(
	arm: NodeArm | HelperArm,
	{ credential, items }: Work,
): Promise<() => Output> {
	const { type, node, settings } = subjectOf(arm, credential);
	const { version } = NodeHelpers.getVersionedNodeType(node).description;
	const under: INode = {
		...at,
		...settings,
		id: 'node',
		name: UNDER_TEST,
		type,
		typeVersion: Array.isArray(version) ? Math.max(...version) : version,
	};
	const run = await runWorkflow({
		mode: 'trigger',
		nodes: [{ ...at, id: 'start', name: 'Start', type: 'start', typeVersion: 1 }, under],
		connections: { Start: { main: [[{ node: UNDER_TEST, type: 'main', index: 0 }]] } },
		nodeTypes: { [type]: node },
		credentials: { digiCertApi: credential },
		items: items.map((json) => ({ json })),
	});
	return () => outputOf(run, items.length);
}

const isError = ({ json, error }: INodeExecutionData): boolean =>
	error !== undefined || (json.error ?? undefined) !== undefined;

function outputOf({ data }: IRun, count: number): Output {
	const task = data.resultData.runData[UNDER_TEST]?.at(-1);
	const error = task?.error ?? data.resultData.error;
	if (error) return { answered: 0, failed: count, error: error.message, ids: [] };
	const items = (task?.data?.main ?? []).flatMap((output) => output ?? []);
	const answers = items.filter((item) => !isError(item)).map(({ json }) => json);
	return {
		answered: answers.length,
		failed: items.length - answers.length,
		ids: idsOf(answers),
	};
}
