import { akamaiCoverageRows } from '../support/coverage/akamai';
import { automationCoverageRows } from '../support/coverage/automation';
import { certCentralCoverageRows } from '../support/coverage/certCentral';
import type { CoverageRow } from '../support/coverage/rows';
import { markdownTable } from './table';

const section = ([title, rows]: [string, CoverageRow[]]): string => `## ${title}

${markdownTable(
	['Field', 'In the form', 'On the wire', 'Note'],
	rows.map(({ field, form, wire, note }) => [`\`${field}\``, form, wire, note]),
)}
`;

/** The text of docs/coverage.md: the tables that the coverage tests drive through form and wire. */
export const coveragePage = (): string => `# Coverage

Every field of the vendors' documents: where it is in the form, and where it goes on the wire.
Printed by \`npm run docs\` from the tables of the coverage tests, which set each field through the
form and look for it at the server. A field without a place in the form is set by the node, or is
not the client's to set; the note says so.

${Object.entries({
	'DigiCert CertCentral: Order SSL (type_hint)': certCentralCoverageRows(),
	...prefixed('DigiCert Automation', automationCoverageRows()),
	'Akamai CPS: Create an enrollment': akamaiCoverageRows(),
})
	.map(section)
	.join('\n')}`;

const prefixed = (prefix: string, tables: Record<string, CoverageRow[]>) =>
	Object.fromEntries(Object.entries(tables).map(([name, rows]) => [`${prefix}: ${name}`, rows]));
