import { PROBLEMS } from '../../nodes/Akamai/transport/errors';
import { AUTOMATION_ERRORS, SERVICES_ERRORS } from '../../nodes/DigiCert/transport/errors';
import type { FailureClass } from '../../nodes/shared/failure';
import { FAILURE_CLASSES } from '../../nodes/shared/failure';
import { markdownTable } from './table';

interface Row {
	code: string;
	says?: string;
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

const rowsOf = (rows: Row[]): string =>
	markdownTable(
		['Code', 'Class', 'Words', 'Who acts', 'Next step'],
		rows.map((row) => [
			`\`${row.code}\`${row.says ? ` with "${row.says}"` : ''}`,
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

## DigiCert Services API (CertCentral)

${rowsOf(SERVICES_ERRORS)}

A code that is not here keeps DigiCert's own words. HTTP 401 and 403 are *fixRights*, other 4xx
*fixRequest*; anything else after a write is *unclear*, after a read *wait*.

## DigiCert Automation API

These come inside an answer with HTTP 200.

${rowsOf(AUTOMATION_ERRORS)}

## Akamai

Codes are the end of the problem's type, or the HTTP status.

${rowsOf(PROBLEMS)}
`;
