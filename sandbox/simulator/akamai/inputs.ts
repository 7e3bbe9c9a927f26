import type { Entity } from './mediaTypes';
import type { InputName } from './steps';

export interface Input {
	/** allowedInput[].type, which is no path segment */
	type: string;
	/** Path segment of the GET, and what it can return */
	info: string;
	returns: Entity[];
	/** Path segment of the POST, and what it takes */
	update: string;
	takes: Entity[];
}

/** Reference 5.3. */
export const INPUTS: Record<InputName, Input> = {
	'third-party-csr': {
		type: 'third-party-certificate',
		info: 'third-party-csr',
		returns: ['csr'],
		update: 'third-party-cert-and-trust-chain',
		takes: ['certificate-and-trust-chain'],
	},
	'pre-verification-warnings': {
		type: 'pre-verification-warnings-acknowledgement',
		info: 'pre-verification-warnings',
		returns: ['warnings'],
		update: 'pre-verification-warnings-ack',
		takes: ['acknowledgement'],
	},
	'post-verification-warnings': {
		type: 'post-verification-warnings-acknowledgement',
		info: 'post-verification-warnings',
		returns: ['warnings'],
		update: 'post-verification-warnings-ack',
		takes: ['acknowledgement'],
	},
	'change-management-info': {
		type: 'change-management',
		info: 'change-management-info',
		returns: ['change-management-info', 'deployment'],
		update: 'change-management-ack',
		takes: ['acknowledgement-with-hash', 'acknowledgement'],
	},
	'lets-encrypt-challenges': {
		type: 'lets-encrypt-challenges',
		info: 'lets-encrypt-challenges',
		returns: ['dv-challenges'],
		update: 'lets-encrypt-challenges-completed',
		takes: ['acknowledgement'],
	},
};

const NAMES = Object.keys(INPUTS) as InputName[];

export const inputOfInfo = (segment: string) => NAMES.find((name) => INPUTS[name].info === segment);

export const inputOfUpdate = (segment: string) =>
	NAMES.find((name) => INPUTS[name].update === segment);
