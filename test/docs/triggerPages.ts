import type { INodeType } from 'n8n-workflow';

import { events as cps } from '../../nodes/Akamai/CpsTrigger/events';
import type { EventMap } from '../../nodes/shared/watch/defineTrigger';
import { fieldTable } from './fields';
import { examplesOf, nodeIn } from './nodePages';

/** What no description holds. */
interface About {
	node: INodeType;
	map: EventMap;
	credential: string;
	reference: string;
	/** What each event tells, and what it costs. */
	events: Record<string, string>;
	bounds: string[];
}

export const TRIGGER_PAGES: Record<string, About> = {
	'docs/nodes/akamai-cps-trigger.md': {
		node: nodeIn('Akamai/CpsTrigger/AkamaiCpsTrigger'),
		map: cps,
		credential: 'akamai-edgegrid.md',
		reference: 'https://techdocs.akamai.com/cps/reference/api',
		events: {
			changeNeedsInput:
				'One item for each input that a change asks for, and for each change that has failed, with what Change > Check Status tells of it: `nextOperation` for a Switch, `enrollmentId` and `changeId` for the operation behind it. One list of the enrollments, and one look-up for each pending change in turn.',
			changeCompleted:
				'One item for each change that is completed, as the history of its enrollment has it; CPS prints no change ID there. Cancelled changes are none. One list of the enrollments; then the histories of those that have lost a pending change, and of all others in turn, so that a change which began and ended between two polls is found, too.',
			certificateExpiring:
				'One item for each level that a certificate on the production network has reached: a share of its life is left, or so many days, whichever comes first. One list of the active certificates, which Akamai allows ten times a minute; the life of each certificate that may be near its end is looked up once.',
		},
		bounds: [
			'Watching begins when the workflow is first activated, and anew when event, contract, account or levels are changed. What is so already is not told then, unless _Tell What Is There_ is on; of pending changes 30 are looked at in the first poll, of the others an input is told when their turn comes.',
			'Every event is told at least once, also after a pause, a restart or an outage, as long as Akamai still shows it: an input that is asked for, a change completed in the last 60 days, a certificate that is served. A deletion takes its enrollment and history along, so its completion is not told.',
			'An event may be told twice only where n8n ended between starting an execution and saving what the trigger knows, or where an import or a Code node has put an older state back. `eventId` is the same then: _Remove Duplicates_ (across executions) makes once of at least once.',
			'The same input of the same change is told again, with a new `eventId`, if a poll of the same run of n8n saw it without it in between.',
			'What passes by itself (no answer, too many requests) is told after 30 minutes of polls that fail, anything else at once, both once an hour; nothing is lost meanwhile. A first activation that fails is told at once: nothing is known yet of what was there before.',
			'A poll that takes longer than the interval makes the next one do nothing. In queue mode polls run on the main process and share its part of the limits.',
			'All triggers and nodes with one credential share the 35 calls a minute that Akamai allows an account: with _Look-Ups per Poll_ at 10 and a poll every minute a trigger may use 11 of them, every five minutes two.',
		],
	},
};

export function triggerPage({ node, map, credential, reference, events, bounds }: About): string {
	const { displayName, description } = node.description;
	const sections = Object.entries(map).map(([value, event]) =>
		[
			`### ${event.name}`,
			`${event.description}. ${events[value] ?? ''}`,
			fieldTable(event.fields),
		].join('\n\n'),
	);
	return `# ${displayName}

${description}. It asks at the _Poll Times_ that n8n adds to its form. Needs the credential on
[this page](../credentials/${credential}).

The vendor's own reference: <${reference}>.

## Bounds

${bounds.map((bound) => `- ${bound}`).join('\n')}

## Errors

A poll that cannot be made is a failed execution: the error says what happened, who must act and
since when nothing has been looked at. All codes are in [errors.md](../errors.md).

## Examples

${examplesOf(node.description) || 'None of the example workflows begins with it.'}

## Events

Each item has \`eventId\`, \`event\` and what is below. _Fetch Test Event_ shows one that really is, and
changes nothing.

${sections.join('\n\n')}
`;
}
