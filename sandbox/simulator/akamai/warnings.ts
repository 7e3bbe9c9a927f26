import type { Enrollment } from './model';
import { namesOf } from './model';
import type { AkamaiSettings } from './settings';

/** Pre-verification: names on both kinds of network, and what the seed asks for. */
export function safetyWarnings(
	enrollment: Enrollment,
	all: Enrollment[],
	{ preVerificationWarnings }: AkamaiSettings,
): string[] {
	const { secureNetwork } = enrollment.fields.networkConfiguration;
	const names = namesOf(enrollment.fields);
	const others = all
		.filter(({ id }) => id !== enrollment.id)
		.filter(({ fields }) => fields.networkConfiguration.secureNetwork !== secureNetwork)
		.flatMap(({ fields }) => namesOf(fields));
	const shared = names.filter((name) => others.includes(name));
	if (shared.length === 0) return [...preVerificationWarnings];
	const overlap = `The following domain(s) overlap domains on another certificate: ${shared.join(', ')}.`;
	return [overlap, ...preVerificationWarnings];
}

export const removedSansWarning = (removed: string[]): string =>
	removed
		.map((name) => `SAN name [${name}] removed from certificate is still live on the network.`)
		.join('\n');

export const sansRemovalWarning = (names: string[]): string =>
	`The SANs [${names.join(', ')}] are scheduled to be removed with this operation. Removing SANs from this enrollment may result in a disruption of your service for TLS connections.`;

export const UNKNOWN_WARNING = 'The quorum of edge conformance [7f3a] has drifted.';

/** One text; entries are lines, and an entry may hold lines of its own. */
export function warningsView(kind: 'pre' | 'post', texts: string[]) {
	const lines = texts.join('\n');
	return { warnings: kind === 'post' ? `[WARNINGS]\n${lines}\n` : lines };
}
