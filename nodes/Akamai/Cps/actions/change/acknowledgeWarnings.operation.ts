import { Failure } from '../../../../shared/failure';
import {
	additionalFieldsOf,
	choice,
	includeInputFields,
	notice,
	optionsOf,
} from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import type { Reader } from '../../../../shared/reader/reader';
import { signalOf } from '../../../../shared/time/stop';
import { withoutEmpty } from '../../../../shared/values';
import type { Change } from '../../../api/changes';
import { getChange } from '../../../api/changes';
import type { ChangeRef } from '../../../api/inputs';
import { changeTurn, pendingRef } from '../../../api/inputs';
import { goesOn, takenSince } from '../../../api/taken';
import type { AskedWarnings } from '../../../api/warnings';
import { acknowledge, getWarningsOf, INPUT, stageOf } from '../../../api/warnings';
import { cpsOf } from '../../../transport/cps';
import { AKAMAI_OWN } from '../../../transport/ownCodes';
import type { Policy, Warning } from '../../../warnings';
import { ACCEPTABLE, explained, isPolicyName, refusedBy } from '../../../warnings';
import {
	accountSwitchKey,
	enrollmentField,
	pendingChangeField,
	readVisibleWithin,
	visibleWithin,
} from '../fields';
import { type ChangeInput, readChange } from './readChange';

const POLICIES = ['none', 'list', 'all'] as const;

interface Input extends ChangeInput {
	policy: Policy;
	visibleWithin: number;
}

/** As forms have it where there is but one sentence. */
const withoutFinalStop = (text: string): string =>
	text.includes('. ') ? text : text.replace(/\.$/, '');

interface Thing {
	ref: ChangeRef;
	change: Change;
	/** What was asked at first; undefined where nothing was. */
	asked?: AskedWarnings;
	isOpen: boolean;
	/** CPS confirmed the acknowledgement. */
	isConfirmed?: true;
}

export const acknowledgeWarnings = defineWrite<Input, Thing>({
	name: 'Acknowledge Warnings',
	action: 'Acknowledge change warnings',
	description:
		'Let a change go on despite its warnings, if the policy accepts every one of them; releases nothing by itself',
	fields: [
		notice(
			'acknowledgeNotice',
			'Without change management an accepted certificate goes on to production. Warnings that nobody knows, or that accepting cannot help, always stop.',
		),
		enrollmentField,
		pendingChangeField,
		choice('Accept', 'accept', 'Which warnings may be accepted without a person', {
			options: [
				['all', 'All Known Warnings'],
				['list', 'Chosen Warnings'],
				['none', 'None', 'Goes on only where the text of warnings is empty'],
			],
			default: 'none',
		}),
		{
			displayName: 'Warnings',
			name: 'acceptedWarnings',
			type: 'multiOptions',
			displayOptions: { show: { accept: ['list'] } },
			options: ACCEPTABLE.map(({ name, meaning }) => ({
				name,
				value: name,
				description: withoutFinalStop(meaning),
			})).sort((a, b) => a.name.localeCompare(b.name)),
			default: [],
			description:
				'Names of the warnings that may be accepted; two that CPS words alike go together',
		},
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(includeInputFields, visibleWithin),
	],
	read: (reader) => ({
		...readChange(reader),
		policy: readPolicy(reader),
		visibleWithin: readVisibleWithin(reader),
	}),
	thing: async (ctx, input, before) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = before?.ref ?? (await pendingRef(cps, input.enrollmentId, input.changeId));
		const change = await getChange(cps, ref.enrollmentId, ref.changeId);
		const stage = stageOf(change);
		const isOpen = stage !== undefined && (before?.asked?.stage ?? stage) === stage;
		if (!isOpen) return { ref, change, asked: before?.asked, isOpen };
		const asked = await getWarningsOf(cps, ref, stage, signalOf(ctx));
		return { ref, change, asked, isOpen };
	},
	stands: ({ ref, change, asked, isOpen, isConfirmed }, { policy }) => {
		if (isConfirmed) return 'done';
		if (!asked) return goesOn(ref, change);
		if (!isOpen) return takenSince(ref, change, INPUT[asked.stage]);
		const refused = refusedBy(policy, asked.warnings);
		return refused.length > 0 ? notAccepted(refused) : 'open';
	},
	write: async (ctx, { accountSwitchKey: account, visibleWithin: seconds }, thing) => {
		const { ref, asked } = thing;
		const [cps, signal] = [await cpsOf(ctx, account), signalOf(ctx)];
		if (asked) await acknowledge(cps, ref, asked.stage, { withinMs: seconds * 1000, signal });
		return { ...thing, isConfirmed: true };
	},
	turn: async (ctx, { enrollmentId, accountSwitchKey: account }) =>
		changeTurn(await cpsOf(ctx, account), enrollmentId),
	visibleWithin: (input) => input.visibleWithin,
	item: ({ ref, asked }) => ({
		...ref,
		stage: asked?.stage ?? null,
		acceptedWarnings: (asked?.warnings ?? []).map(explained),
	}),
	ids: ({ enrollmentId, changeId }, thing) =>
		withoutEmpty({ enrollmentId, changeId, ...thing?.ref }),
	deed: ({ ref }) => `the warnings of change ${ref.changeId} were acknowledged`,
});

function readPolicy(reader: Reader): Policy {
	const accept = reader.requiredChoice('accept', POLICIES);
	if (accept !== 'list') return { accept };
	const names = reader.list('acceptedWarnings');
	const other = names.find((name) => !isPolicyName(name));
	if (other !== undefined) {
		return reader.refuse('acceptedWarnings', `holds "${other}", which cannot be accepted`);
	}
	if (names.length === 0) return reader.refuse('acceptedWarnings', 'is empty');
	return { accept, names };
}

function notAccepted(refused: Warning[]): Failure {
	const [first] = refused;
	const named = refused.map(
		({ text, known }) => known[0]?.name ?? `unknown: "${text.slice(0, 200)}"`,
	);
	const { whoActs, advice } = first ? explained(first) : {};
	return new Failure({
		class: 'notEligible',
		code: AKAMAI_OWN.warnings.code,
		message: `Not acknowledged, since 'Accept' does not cover: ${named.join(', ')}`,
		whoActs: typeof whoActs === 'string' ? whoActs : undefined,
		nextStep: typeof advice === 'string' ? `${advice} ${AKAMAI_OWN.warnings.next}` : undefined,
	});
}
