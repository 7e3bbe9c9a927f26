import type { KnownWarning } from './catalogue';
import { RETIRED, WARNINGS } from './catalogue';
import type { Warning } from './match';

/** What may be accepted without a person: nothing, warnings of these names, or all that are known. */
export type Policy = { accept: 'none' } | { accept: 'list'; names: string[] } | { accept: 'all' };

/** What a list can name: accepting the others cannot help. */
export const ACCEPTABLE: readonly KnownWarning[] = WARNINGS.filter(
	({ neverAccepted }) => !neverAccepted,
);

const NAMES = new Set([...ACCEPTABLE.map(({ name }) => name), ...RETIRED]);

export const isPolicyName = (name: string): boolean => NAMES.has(name);

/** Warnings that keep a change from being acknowledged under a policy. */
export const refusedBy = (policy: Policy, warnings: Warning[]): Warning[] =>
	warnings.filter(({ known }) => !accepts(policy, known));

/** Of two that CPS words alike, allowing one allows its twin. An unknown one is never accepted. */
function accepts(policy: Policy, known: KnownWarning[]): boolean {
	if (known.length === 0 || known.some(({ neverAccepted }) => neverAccepted)) return false;
	if (policy.accept === 'all') return true;
	return policy.accept === 'list' && known.some(({ name }) => policy.names.includes(name));
}
