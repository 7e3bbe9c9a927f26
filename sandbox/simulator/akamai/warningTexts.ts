import PATTERNS from './warningPatterns.json';

/**
 * Names and patterns of the warnings as Akamai's Terraform provider lists them
 * (`pkg/providers/cps/cps_warnings.gen.go`); `<…>` stands for what the service fills in.
 */
export type WarningName = keyof typeof PATTERNS;

export const WARNING_NAMES = Object.keys(PATTERNS) as WarningName[];

const isName = (text: string): text is WarningName => Object.hasOwn(PATTERNS, text);

/** As the published example of post-verification warnings goes on below its first line. */
const LISTING = [
	'Trust Chain',
	'Certificate: Subject: CN=Example Root',
	'  Issuer: CN=Example Root',
	'  Serial Number: eb:ad:53',
	'The chain that will be used is:',
	'1.  Subject: CN=Example Intermediate',
].join('\n');

const USUAL: Record<string, string> = { keyAlgorithm: 'RSA', trustChainData: LISTING };

/** The text of a warning, its gaps filled in their order; of those left over by something usual. */
export function warningText(name: WarningName, ...fills: string[]): string {
	const left = [...fills];
	return PATTERNS[name].replace(
		/<(\w+)>/g,
		(_gap, gap: string) => left.shift() ?? USUAL[gap] ?? `some ${gap}`,
	);
}

/** What a seed asks for: a warning by its name, or a text of its own. */
export const seededText = (text: string): string => (isName(text) ? warningText(text) : text);

/** In the editor of the portal each stands behind its name. */
export function nameOfText(text: string): WarningName | undefined {
	const [line = ''] = text.split('\n');
	return WARNING_NAMES.find((name) => {
		const [first = ''] = PATTERNS[name].split('\n');
		const pattern = first
			.split(/<\w+>/)
			.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
			.join('.+?');
		return new RegExp(`^${pattern}$`).test(line);
	});
}
