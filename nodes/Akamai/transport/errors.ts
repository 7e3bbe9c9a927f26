import type { CodeMeaning, Failure } from '../../shared/failure';

/** `code` is the end of the problem's type, or the HTTP status; `words` come before the service's. */
export interface ProblemMeaning extends CodeMeaning {
	/** Part of the problem's title or detail. */
	says?: string;
	/** Part of the path that was called. */
	path?: string;
}

const MOVING = 'invalid-enrollment-state';
const PENDING_CHANGE = 'cannot-cancel-pending-change';

/** Conflicts that say what they are: neither a taken name nor the interval of creations. */
export const OTHER_CONFLICTS: readonly string[] = [MOVING, PENDING_CHANGE];

const API_CLIENT = 'In Akamai Control Center, Identity & Access > API Clients:';

const LATER =
	"Nothing was done. Run this item again later, and lower 'Pacing' of the credential if it happens again.";

/** Too many requests from one address, whatever the documented limits say; no fault of the credential. */
export const BLOCKED = {
	code: 'pep-authn/request-error',
	says: 'IPBLOCK-',
	class: 'wait',
	words: 'Akamai blocks this address for too many requests in a short time',
	nextStep: LATER,
	everybody: true,
} as const satisfies ProblemMeaning;

/** The limit in words, under a status that stands for other things, too. */
export const CROWDED = {
	code: '400',
	says: 'too many requests',
	class: 'wait',
	words: 'Akamai refuses more requests for now',
	nextStep: LATER,
	everybody: true,
} as const satisfies ProblemMeaning;

/**
 * Problems of the gateway (`/-/pep-…`) and of CPS (`/error-types/…`), most exact first.
 * Source: recorded answers in the vendor's client repositories; statuses from the CPS pages.
 */
export const PROBLEMS: ProblemMeaning[] = [
	BLOCKED,
	CROWDED,
	{
		code: 'pep-authn/request-error',
		says: 'WAF deny rule',
		class: 'fixWorld',
		words: 'A firewall rule of Akamai refuses the request',
		whoActs: 'network administrator',
		nextStep: 'Ask Akamai which rule it is, and from which addresses this API client may call.',
		everybody: true,
	},
	{
		code: 'pep-authn/request-error',
		says: 'Invalid timestamp',
		class: 'fixClock',
		words: 'Akamai refuses the time stamp of the request',
	},
	{
		code: 'pep-authn/request-error',
		says: 'Invalid client token',
		class: 'fixRights',
		words: 'Akamai does not know this client token',
		nextStep: "Check 'Client Token' and 'Host' of the credential: they belong together.",
	},
	{
		code: 'pep-authn/request-error',
		class: 'fixRights',
		words: 'The Akamai gateway does not accept the credential',
	},
	{
		code: 'pep-authn/deny',
		says: 'Inactive client token',
		class: 'fixRights',
		words: 'This API client or its credential is disabled',
		nextStep: `${API_CLIENT} activate the credential, then run again.`,
	},
	{
		code: 'pep-authn/deny',
		class: 'fixRights',
		words: 'The signature of the request was refused',
		nextStep:
			"Copy all four values of one API credential anew: 'Client Secret' or another one is wrong.",
	},
	{
		code: 'pep-authz/deny',
		path: '/contract-api/',
		class: 'fixRights',
		words: 'The API client may not list contracts',
		nextStep: `${API_CLIENT} add the API "Contracts-API_Contracts" (READ-ONLY), then run again.`,
	},
	{
		code: 'pep-authz/deny',
		class: 'fixRights',
		words: 'The API client lacks the right for this',
		nextStep: `${API_CLIENT} add the API "CPS" (READ-WRITE), with access to this contract and account.`,
	},
	{ code: '401', class: 'fixRights', words: 'Akamai does not accept the credential' },
	{ code: '403', class: 'fixRights', words: 'Akamai denied access' },
	{
		code: 'resource-impl/forward-origin-error',
		class: 'wait',
		words: 'The Akamai gateway could not reach CPS',
	},
	{
		code: 'invalid-certificate-chain-type',
		class: 'fixRequest',
		words: 'CPS does not know this chain type',
		nextStep: "Choose another 'Certificate Chain Type', or leave it out.",
	},
	{
		code: PENDING_CHANGE,
		class: 'fixWorld',
		words: 'The enrollment has a pending change, which is not cancelled for this',
		nextStep:
			'Wait until the pending change is over (Change > Check Status), or cancel it (Change > Cancel), then run this item again.',
	},
	{
		code: '400',
		says: 'client mutual authentication',
		class: 'fixRequest',
		words: 'CPS does not take these client authentication settings',
		nextStep: "Check 'Client Authentication Set ID': the set must exist and be deployed.",
	},
	{ code: '400', class: 'fixRequest', words: 'CPS refuses the request' },
	{
		code: '404',
		path: '/input/',
		class: 'settle',
		words: 'CPS does not offer this input (yet)',
		nextStep: "Check the change's status; if it asks for this input, try again in a minute.",
	},
	{
		code: '404',
		class: 'fixRequest',
		words: 'CPS does not find what the request names',
		nextStep:
			"Check 'Enrollment' and 'Change': a deleted enrollment, a change of another enrollment and one of another account look the same.",
	},
	{
		code: '406',
		class: 'fixWorld',
		words: 'CPS no longer serves the version that this node asks for',
		whoActs: 'workflow owner',
		nextStep: 'Update this package.',
	},
	{
		code: '415',
		class: 'fixWorld',
		words: 'CPS no longer takes the version that this node sends',
		whoActs: 'workflow owner',
		nextStep: 'Update this package.',
	},
	{
		code: MOVING,
		class: 'settle',
		words: 'CPS is still moving this enrollment',
	},
	{
		code: '409',
		class: 'fixWorld',
		words: 'CPS reports a conflict with the present state',
		nextStep: 'Check the status of the enrollment and its change, then run this item again.',
	},
	{ code: '410', class: 'fixRequest', words: 'This no longer exists at CPS' },
	{ code: '429', class: 'wait', words: 'Akamai refuses more requests for now', everybody: true },
];

/** The API client is known: it may not do this. */
export const lacksRight = ({ code = '' }: Pick<Failure, 'code'>): boolean =>
	code.startsWith('pep-authz/') || code === '403';

interface Problem {
	codes: string[];
	said: string;
	path: string;
}

export const knownProblem = ({ codes, said, path }: Problem): ProblemMeaning | undefined =>
	PROBLEMS.find(
		(known) =>
			codes.includes(known.code) &&
			(known.says === undefined || said.toLowerCase().includes(known.says.toLowerCase())) &&
			(known.path === undefined || path.includes(known.path)),
	);
