export type Api = 'digicert.services' | 'digicert.automation' | 'akamai';

export interface Call {
	seq: number;
	/** Real epoch ms */
	at: number;
	/** Real ms until the answer was ready */
	tookMs?: number;
	identity: string;
	api: Api;
	method: string;
	path: string;
	query: string;
	headers: Record<string, string>;
	body: string;
	status?: number;
	/** Names of the faults that struck this call */
	faults: string[];
	/** Fields of the body that the service does not document, or not in this form */
	undocumented?: string[];
}

const SECRET_HEADERS = ['authorization', 'x-dc-devkey', 'cookie'];

/** What may be shown: secrets are replaced by the fact that they were there. */
export function shownHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
	const entries = Object.entries(headers).map(([name, value]) => [
		name,
		SECRET_HEADERS.includes(name) ? 'present' : String(value),
	]);
	return Object.fromEntries(entries);
}

/** Every request that reached the vendors' side, in the order of arrival. */
export class CallLog {
	private calls: Call[] = [];

	private seq = 0;

	add(call: Omit<Call, 'seq' | 'at' | 'faults'>): Call {
		this.seq += 1;
		const entry: Call = { seq: this.seq, at: Date.now(), faults: [], ...call };
		this.calls.push(entry);
		return entry;
	}

	all(): Call[] {
		return this.calls;
	}

	reset(): void {
		this.calls = [];
	}
}
