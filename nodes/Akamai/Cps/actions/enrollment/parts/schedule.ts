import { day } from '../../../../../shared/form/fields';
import type { Reader } from '../../../../../shared/reader/reader';

const AT = 'additionalFields';

export const deployDays = [
	day('Deploy Not After', 'deployNotAfter', 'Last day (UTC) of the deployment'),
	day('Deploy Not Before', 'deployNotBefore', 'First day (UTC) of the deployment'),
];

export function readDeployDays(reader: Reader, today = new Date()) {
	const notAfter = reader.date(`${AT}.deployNotAfter`);
	const notBefore = reader.date(`${AT}.deployNotBefore`);
	if (notAfter !== undefined && notAfter < today.toISOString().slice(0, 10)) {
		reader.refuse(`${AT}.deployNotAfter`, `is in the past: ${notAfter}`);
	}
	if (notAfter !== undefined && notBefore !== undefined && notBefore > notAfter) {
		const own = reader.label(`${AT}.deployNotBefore`);
		reader.refuse(`${AT}.deployNotAfter`, `${notAfter} is before '${own}' ${notBefore}`);
	}
	return { 'deploy-not-after': notAfter, 'deploy-not-before': notBefore };
}
