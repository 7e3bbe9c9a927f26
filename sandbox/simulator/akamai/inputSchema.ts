import type { Entity } from './mediaTypes';

const line = { type: 'string', minLength: 1 };

const acknowledgement = { type: 'string', enum: ['acknowledge', 'deny'] };

const upload = { certificate: line, trustChain: { type: 'string', nullable: true } };

function strict(properties: Record<string, object>, ...required: string[]) {
	return { type: 'object', additionalProperties: false, properties, required };
}

const time = { type: 'string', nullable: true, format: 'date-time' };

/** Bodies beside the enrollment (reference 3.2), by entity and version. */
export const BODY_SCHEMAS: Partial<Record<Entity, Record<number, object>>> = {
	acknowledgement: { 1: strict({ acknowledgement }, 'acknowledgement') },
	'acknowledgement-with-hash': {
		1: strict({ acknowledgement, hash: line }, 'acknowledgement', 'hash'),
	},
	'certificate-and-trust-chain': {
		1: strict(upload, 'certificate'),
		2: strict(
			{
				certificatesAndTrustChains: {
					type: 'array',
					minItems: 1,
					maxItems: 2,
					items: strict(
						{ ...upload, keyAlgorithm: { type: 'string', enum: ['RSA', 'ECDSA'] } },
						'certificate',
						'keyAlgorithm',
					),
				},
			},
			'certificatesAndTrustChains',
		),
	},
	'deployment-schedule': { 1: strict({ notBefore: time, notAfter: time }) },
};
