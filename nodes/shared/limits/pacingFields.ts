import type { INodeProperties } from 'n8n-workflow';

/** Two rolling windows: a short one against bursts, a long one for the steady rate. */
export interface PacingFields {
	burstRequests: number;
	burstSeconds: number;
	sustainedRequests: number;
	sustainedSeconds: number;
}

export function pacingProperties(documented: PacingFields): INodeProperties[] {
	const custom = (
		displayName: string,
		name: keyof PacingFields,
		description: string,
		figure = documented[name],
	): INodeProperties => ({
		displayName,
		name,
		type: 'number',
		typeOptions: { minValue: 1 },
		default: figure,
		displayOptions: { show: { pacing: ['custom'] } },
		description,
	});
	const { burstRequests, burstSeconds, sustainedRequests, sustainedSeconds } = documented;

	return [
		{
			displayName: 'Pacing',
			name: 'pacing',
			type: 'options',
			options: [
				{
					name: 'Documented Limits',
					value: 'documented',
					description: `At most ${burstRequests} requests in ${burstSeconds} seconds and ${sustainedRequests} in ${sustainedSeconds} seconds`,
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'Limits that were agreed for this account',
				},
			],
			default: 'documented',
			description: 'How fast the nodes of this package call the service with this credential',
		},
		custom(
			'Burst Requests',
			'burstRequests',
			'Most requests that may be sent within the burst window',
		),
		custom('Burst Seconds', 'burstSeconds', 'Length of the burst window in seconds'),
		custom(
			'Sustained Requests',
			'sustainedRequests',
			'Most requests that may be sent within the sustained window',
		),
		custom('Sustained Seconds', 'sustainedSeconds', 'Length of the sustained window in seconds'),
		{
			displayName: 'Share (%)',
			name: 'sharePercent',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 100,
			description:
				'Part of the limits that this n8n process may use. With queue workers, or another client on the same key, divide 100 by their number.',
		},
	];
}
