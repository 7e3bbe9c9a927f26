import type { IDataObject, INodeType } from 'n8n-workflow';

import { AT_ONCE } from '../../nodes/shared/operation/each';
import { startDescription } from '../../test/support/engine';
import { REQUESTS } from './requests';
import type { LoopCall } from './task';

/** Asks n8n's HTTP helper for each item, with the credential, and hands the answers on. */
export const helperNode = (call: LoopCall, credential: IDataObject): INodeType => ({
	description: {
		...startDescription,
		name: 'helper',
		credentials: [{ name: 'digiCertApi', required: true }],
	},
	async execute() {
		const items = this.getInputData();
		const answers: IDataObject[] = [];
		let next = 0;
		const worker = async () => {
			for (let index = next++; index < items.length; index = next++) {
				const { data, ...request } = REQUESTS[call](items[index]?.json ?? {}, credential);
				const helper = this.helpers.httpRequestWithAuthentication;
				const options = { ...request, body: data, json: true };
				answers[index] = (await helper.call(this, 'digiCertApi', options)) as IDataObject;
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, worker));
		return [answers.map((json, item) => ({ json, pairedItem: { item } }))];
	},
});
