/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { IDataObject, INodeType } from 'n8n-workflow';

import manifest from '../../../package.json';
import type { EventMap } from '../../../nodes/shared/watch/defineTrigger';
import { akamaiCredentialAt } from '../../support/cps';
import { pollContext } from '../../support/engine';
import { PolledN8n } from '../../support/polledN8n';
import type { Happening } from './things';
import { THINGS } from './things';

/** Every event of every trigger that the package has. */
export interface EventCase extends Happening {
	name: string;
	/** The trigger as an active workflow has it, asking the service at this origin. */
	at(origin: string): { n8n: PolledN8n; credential: IDataObject };
}

const root = join(__dirname, '../../..');

const load = <T extends object>(path: string): T => jest.requireActual<T>(path);

export function everyEvent(): EventCase[] {
	return manifest.n8n.nodes.flatMap((built) => {
		const file = join(root, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		const events = join(dirname(file), 'events/index.ts');
		if (!existsSync(events)) return [];
		const [NodeClass] = Object.values(load<Record<string, new () => INodeType>>(file));
		if (!NodeClass) throw new Error(`${file} exports no node`);
		const names = Object.keys(load<{ events: EventMap }>(events).events);
		return names.map((event) => caseOf(new NodeClass(), event));
	});
}

let nodes = 0;

function caseOf(node: INodeType, event: string): EventCase {
	const name = `${node.description.name} ${event}`;
	const happening = THINGS[name];
	if (!happening) throw new Error(`Add to THINGS a service in which "${name}" happens`);
	return {
		...happening,
		name,
		at: (origin) => {
			const nodeId = `${name} ${++nodes}`;
			const credential = akamaiCredentialAt(origin);
			const options = {
				node,
				parameters: { event, ...happening.parameters },
				credentials: { akamaiEdgeGridApi: credential },
			};
			const n8n = new PolledN8n(
				(activation) => pollContext(options, { nodeId, activation }),
				async (ctx) => (await node.poll?.call(ctx)) ?? null,
			);
			return { n8n, credential };
		},
	};
}
