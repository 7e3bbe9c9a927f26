import type { Enrollment } from './model';
import { namesOf } from './model';
import type { AkamaiSettings } from './settings';
import { nameOfText, seededText, warningText } from './warningTexts';

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
	const seeded = preVerificationWarnings.map(seededText);
	if (shared.length === 0) return seeded;
	return [warningText('OVERLAPPING_TRAFFIC_CLASS', shared.join(', ')), ...seeded];
}

export const removedSansWarnings = (removed: string[]): string[] =>
	removed.map((name) =>
		warningText('CERTIFICATE_VS_NETWORK_SAN_REMOVED_FROM_CERT_LIVE_ON_NETWORK', name),
	);

export const sansRemovalWarning = (names: string[]): string =>
	warningText('SANS_REMOVED_REQUIRE_ACKNOWLEDGEMENT', names.join(', '));

export const UNKNOWN_WARNING = 'The quorum of edge conformance [7f3a] has drifted.';

/** One text; entries are lines, and an entry may hold lines of its own. */
export function warningsView(
	kind: 'pre' | 'post',
	texts: string[],
	{ warningForm }: Pick<AkamaiSettings, 'warningForm'>,
) {
	const lines = texts.map((text) => (warningForm === 'named' ? named(text) : text)).join('\n');
	return { warnings: kind === 'post' ? `[WARNINGS]\n${lines}\n` : lines };
}

/** As the portal shows a warning, behind its name in small letters. */
function named(text: string): string {
	const name = nameOfText(text);
	return name ? `${name.toLowerCase().replaceAll('_', '-')}: ${text}` : text;
}

/** Change management has them all in one message. */
export const inBrackets = (texts: string[]): string => `[${texts.join(', ')}]`;
