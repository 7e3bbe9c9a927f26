import axios from 'axios';

import { FORM_LOGIN } from '../../../sandbox/launcher/doors';
import type { Execution } from '../../../sandbox/launcher/executions';

/** The form of "Release to production", as a person with the login opens and answers it. */

/** The form that an execution waits on, as n8n gives its address to the editor. */
export function formOf({ status, data }: Execution): string | undefined {
	const [task] = data.resultData.runData.Ask ?? [];
	const { resumeFormUrl } = (task?.metadata ?? {}) as { resumeFormUrl?: string };
	return status === 'waiting' ? resumeFormUrl : undefined;
}

const auth = { username: FORM_LOGIN.user, password: FORM_LOGIN.password };

export const pageOf = async (form: string): Promise<string> =>
	(await axios.get<string>(form, { auth, proxy: false })).data;

export async function release(form: string): Promise<void> {
	const answer = new FormData();
	answer.set('field-0', 'Released');
	answer.set('field-1', 'Ada Example');
	await axios.post(form, answer, { auth, proxy: false });
}
