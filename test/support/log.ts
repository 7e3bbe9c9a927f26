import type { INodeType, Logger } from 'n8n-workflow';

/** The node, and what it says to n8n's log; all runs share one logger, so each hears the others, too. */
export function heard(node: INodeType, logged: unknown[]): INodeType {
	const { description, methods } = node;
	return {
		description,
		methods,
		async execute() {
			listenTo(this.logger, logged);
			return (await node.execute?.call(this)) ?? null;
		},
	};
}

export function listenTo(logger: Logger, logged: unknown[]): void {
	for (const level of ['debug', 'info', 'warn', 'error'] as const) {
		const usual = logger[level].bind(logger);
		logger[level] = (...words) => {
			logged.push(words);
			usual(...words);
		};
	}
}
