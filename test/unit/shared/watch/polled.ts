import { randomUUID } from 'node:crypto';

import type { IPollFunctions } from 'n8n-workflow';

import type { WatchedEvent } from '../../../../nodes/shared/watch/defineTrigger';
import type { Activation } from '../../../support/polledN8n';
import { PolledN8n } from '../../../support/polledN8n';

/** A trigger of one event without a form, in a context that only keeps static data. */
export function polled(event: WatchedEvent): PolledN8n {
	const id = randomUUID();
	const contextFor = (activation: Activation) => {
		const data = {};
		const context: Partial<IPollFunctions> = {
			getMode: () => 'trigger',
			getActivationMode: () => activation,
			getWorkflowStaticData: () => data,
			getExecutionId: () => '',
			getWorkflow: () => ({ id: 'workflow', active: true }),
			getNode: () => ({
				...{ id, name: 'Trigger', type: 'trigger', typeVersion: 1 },
				...{ position: [0, 0], parameters: {} },
			}),
		};
		return context as IPollFunctions;
	};
	return new PolledN8n(contextFor, async (ctx) => await event.poll(ctx, 'asked'));
}
