import { PROBLEMS } from '../../nodes/Akamai/transport/errors';
import { AKAMAI_OWN } from '../../nodes/Akamai/transport/ownCodes';
import { AUTOMATION_ERRORS, SERVICES_ERRORS } from '../../nodes/DigiCert/transport/errors';
import { DIGICERT_OWN } from '../../nodes/DigiCert/transport/ownCodes';
import type { FailureClass } from '../../nodes/shared/failure';
import { FAILURE_CLASSES } from '../../nodes/shared/failure';
import type { OwnCode } from '../../nodes/shared/ownCodes';
import { OWN } from '../../nodes/shared/ownCodes';
import { markdownTable } from './table';

interface Row {
	code: string;
	says?: string;
	path?: string;
	class: FailureClass;
	words: string;
	whoActs?: string;
	nextStep?: string;
}

const CLASS_MEANING: Record<FailureClass, string> = {
	wait: 'The service is busy or was not reached; nothing was done',
	unclear: 'The answer to a write was lost',
	settle: 'The service has not got there yet',
	fixRequest: 'The request cannot be carried out as it is',
	fixWorld: 'Something outside the workflow is in the way',
	fixRights: 'The key is unknown, or may not do this; ends the run',
	notEligible: 'The service does not do this to this thing, now',
	fixClock: 'Signatures are refused because of the clock; ends the run',
};

/** What tells it from another row of the same code. */
const codeOf = ({ code, says, path }: Row): string =>
	[`\`${code}\``, says && `with "${says}"`, path && `of a call to \`…${path}…\``]
		.filter(Boolean)
		.join(' ');

const ownRows = (table: Record<string, OwnCode>): string =>
	markdownTable(
		['Code', 'What happened', 'Was anything done?', 'What to do'],
		Object.values(table).map(({ code, happened, done, next }) => [
			`\`${code}\``,
			happened,
			done,
			next,
		]),
	);

const rowsOf = (rows: Row[]): string =>
	markdownTable(
		['Code', 'Class', 'Words', 'Who acts', 'Next step'],
		rows.map((row) => [
			codeOf(row),
			row.class,
			row.words,
			row.whoActs ?? FAILURE_CLASSES[row.class].whoActs,
			row.nextStep ?? FAILURE_CLASSES[row.class].nextStep,
		]),
	);

/** The text of docs/errors.md: the same data that the nodes use. */
export const errorsPage = (): string => `# Errors

Printed by \`npm run docs\` from the tables that the nodes themselves use; a test keeps it fresh.

An item that failed holds \`error\` (what happened, in the service's words) and \`details\`:
\`ids\` (what is known of the thing), \`code\`, \`retryable\` (whether the same item may simply be run
again), \`whoActs\` and \`nextStep\`.

## Classes

${markdownTable(
	['Class', 'Means', 'Repeat helps', 'Who acts', 'Next step'],
	Object.entries(FAILURE_CLASSES).map(([name, words]) => [
		name,
		CLASS_MEANING[name as FailureClass],
		words.retryable ? 'yes' : 'no',
		words.whoActs,
		words.nextStep,
	]),
)}

## Codes of this package

Where no service has a code for it, or where the node knows more than the service says. Whether a
repeat helps and who acts, the item itself says. A failure without any code shows its class there
(\`fixRequest\` for a parameter that is refused before anything is sent).

${ownRows(OWN)}

Around DigiCert. A request that is decided already has its status (\`approved\`, \`rejected\` …) as
code: only a pending one can be decided, and nothing was changed.

${ownRows(DIGICERT_OWN)}

Around Akamai:

${ownRows(AKAMAI_OWN)}

## DigiCert Services API (CertCentral)

${rowsOf(SERVICES_ERRORS)}

A code that is not here keeps DigiCert's own words. HTTP 401 and 403 are *fixRights*, other 4xx
*fixRequest*; anything else after a write is *unclear*, after a read *wait*.

## DigiCert Automation API

These come inside an answer with HTTP 200. DigiCert does not publish its list; a code that is not
here is *fixWorld* and keeps DigiCert's own words.

${rowsOf(AUTOMATION_ERRORS)}

## Akamai

Codes are the end of the problem's type, or the HTTP status; the first row that fits holds. One that
is not here keeps Akamai's own words: a 4xx is *fixWorld*; anything else after a write is
*unclear*, a 5xx after a read *wait*.

${rowsOf(PROBLEMS)}
`;
