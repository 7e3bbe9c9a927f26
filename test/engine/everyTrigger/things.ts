import type { INodeParameters } from 'n8n-workflow';

import { CertificateAuthority } from '../../../sandbox/simulator/ca';
import { newCsr } from '../../support/simulator';
import type { Answer, Handler } from '../../support/receiver';

/** A service in which so many events have happened. */
export type Service = (events: number) => Handler;

export interface Happening {
	/** The form beside the event. */
	parameters?: INodeParameters;
	service: Service;
	/** Requests that look at one thing, behind the list. */
	lookUps: RegExp;
}

/** Services of three things each, as their documents describe the answers. */

const THREE = [10, 20, 30];
const DAY = 86_400_000;

const path = (id: number) => `/cps/v2/enrollments/${id}`;
const idIn = (url: string) => Number(/enrollments\/(\d+)/.exec(url)?.[1]);
const commonName = (id: number) => `e${id}.example.com`;

/** The first of them have had their event. */
const happened = (id: number, events: number) => THREE.indexOf(id) < events;

const listed = (more: (id: number) => object = () => ({})): Answer => ({
	body: {
		enrollments: THREE.map((id) => ({
			id,
			location: path(id),
			csr: { cn: commonName(id), sans: [commonName(id)] },
			pendingChanges: [],
			...more(id),
		})),
	},
});

const pending = (id: number) => ({
	pendingChanges: [{ location: `${path(id)}/changes/${id + 1}`, changeType: 'new-certificate' }],
});

const input = (id: number) => ({
	type: 'third-party-certificate',
	requiredToProceed: true,
	info: `${path(id)}/changes/${id + 1}/input/info/third-party-csr`,
	update: `${path(id)}/changes/${id + 1}/input/update/third-party-cert-and-trust-chain`,
});

const change = (id: number, isAsking: boolean): Answer => ({
	body: {
		statusInfo: {
			state: isAsking ? 'awaiting-input' : 'running',
			status: isAsking ? 'wait-upload-third-party' : 'generate-csr',
			description: 'A change',
			error: null,
			deploymentSchedule: { notBefore: null, notAfter: null },
		},
		allowedInput: isAsking ? [input(id)] : [],
	},
});

const history = (isOver: boolean): Answer => ({
	body: {
		changes: isOver
			? [
					{
						action: 'new-certificate',
						actionDescription: 'Create New Certificate',
						status: 'completed',
						createdOn: new Date().toISOString(),
						lastUpdated: new Date().toISOString(),
					},
				]
			: [],
	},
});

/** The history names a change by its date, so that has to stay what it is. */
const HISTORIES = { over: history(true), open: history(false) };

/** To the second, as certificates have it. */
const second = (ms: number) => new Date(Math.floor(ms / 1000) * 1000);

const NEAR = { notBefore: second(Date.now() - 159 * DAY), notAfter: second(Date.now() + 40 * DAY) };

async function nearPem(): Promise<string> {
	const ca = await CertificateAuthority.create();
	const csr = await newCsr('near.example.com');
	const issued = await ca.issue({ csr, commonName: 'near.example.com', dnsNames: [], ...NEAR });
	return issued.leafPem;
}

let near: Promise<string> | undefined;

const served = (isNear: boolean) => ({
	production: {
		primaryCertificate: {
			keyAlgorithm: 'RSA',
			expiry: (isNear ? NEAR.notAfter : second(Date.now() + 300 * DAY)).toISOString(),
		},
	},
});

const deployments = async (): Promise<Answer> => {
	near ??= nearPem();
	const primaryCertificate = { certificate: await near, keyAlgorithm: 'RSA' };
	return { body: { production: { primaryCertificate }, staging: null } };
};

export const THINGS: Record<string, Happening> = {
	'akamaiCpsTrigger changeNeedsInput': {
		lookUps: /\/changes\/\d+$/,
		service: (events) => {
			return ({ url }) =>
				url.includes('/changes/')
					? change(idIn(url), happened(idIn(url), events))
					: listed(pending);
		},
	},
	'akamaiCpsTrigger changeCompleted': {
		lookUps: /\/history\/changes$/,
		service: (events) => {
			return ({ url }) => {
				if (!url.includes('/history/')) return listed();
				return happened(idIn(url), events) ? HISTORIES.over : HISTORIES.open;
			};
		},
	},
	'akamaiCpsTrigger certificateExpiring': {
		parameters: { options: { tellWhatIsThere: true } },
		lookUps: /\/deployments$/,
		service: (events) => {
			return async ({ url }) =>
				url.includes('/deployments')
					? await deployments()
					: listed((id) => served(happened(id, events)));
		},
	},
};
