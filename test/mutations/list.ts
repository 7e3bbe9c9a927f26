/** One thing that keeps a promise, taken out of the code. */
export interface Mutation {
	promise: number;
	/** What is no longer done */
	without: string;
	file: string;
	from: string;
	to: string;
}

const ORDERING = 'nodes/DigiCert/CertCentral/ordering';
const ONCE = 'nodes/shared/once/writeOnce.ts';
const AUTOMATION = 'nodes/DigiCert/transport/automation.ts';

export const MUTATIONS: Mutation[] = [
	{
		promise: 1,
		without: 'the look-up before an order',
		file: `${ORDERING}/placeOrder.ts`,
		from: 'if (found.open) return this.adopted(found.open, { reused: true });',
		to: '',
	},
	{
		promise: 1,
		without: 'the look-up after a lost answer',
		file: `${ORDERING}/placeOrder.ts`,
		from: `const found = await this.search(lost);
		if (found) return`,
		to: `const found = await this.search(lost);
		if (found && !lost) return`,
	},
	{
		promise: 1,
		without: 'the lock on an order in flight',
		file: `${ORDERING}/placeOrder.ts`,
		from: 'this.book.inFlight.set(fingerprint, task);',
		to: '',
	},
	{
		promise: 1,
		without: 'Visible Within: one look is enough',
		file: `${ORDERING}/placeOrder.ts`,
		from: 'withinMs: this.request.visibleWithin * 1000,',
		to: 'withinMs: 0,',
	},
	{
		promise: 1,
		without: 'another look for an order after a long wait',
		file: `${ORDERING}/placeOrder.ts`,
		from: 'this.post(key, this.book.freshFor())',
		to: 'this.post(key)',
	},
	{
		promise: 1,
		without: 'another look for a host after a long wait',
		file: 'nodes/DigiCert/Automation/submitting/submitHosts.ts',
		from: 'plan.buys && looks < MOST_LOOKS ? LIST_HOLDS_MS : undefined;',
		to: 'looks < 0 ? LIST_HOLDS_MS : undefined;',
	},
	{
		promise: 1,
		without: 'what this process knows of the hosts that it sends',
		file: 'nodes/DigiCert/Automation/submitting/sentHosts.ts',
		from: "return host && (host.sending === 'underWay' || host.at > since) ? host.sending : undefined;",
		to: 'return host && since < 0 ? host.sending : undefined;',
	},
	{
		promise: 1,
		without: 'what the thing says of a write that stands already',
		file: 'nodes/shared/operation/write.ts',
		from: "return { is: stands === 'open' ? ('open' as const) : ('stands' as const), thing };",
		to: "return { is: 'open' as const, thing };",
	},
	{
		promise: 1,
		without: 'the look after a lost decision',
		file: ONCE,
		from: 'seen = await lookAgain(write, failure);',
		to: '',
	},
	{
		promise: 2,
		without: 'what is known of the other items when Stop comes',
		file: 'nodes/shared/operation/each.ts',
		from: 'if (signal?.aborted) outcomes[index] = [{ item: job.item, failure: cancelled() }];\n\t\t\telse if',
		to: 'if (signal?.aborted) throw cancelled();\n\t\t\tif',
	},
	{
		promise: 2,
		without: 'the ids in the error of Stop mode',
		file: 'nodes/shared/operation/summary.ts',
		from: '...done.map((outcome) => doneLine(spec, outcome)),',
		to: '',
	},
	{
		promise: 2,
		without: 'recovery: a lost answer is told as unclear at once',
		file: `${ORDERING}/placeOrder.ts`,
		from: "this.stepAside('lost');\n\t\tconst found",
		to: "this.stepAside('lost');\n\t\tif (lost) throw unclearOrder(this.request, lost.key);\n\t\tconst found",
	},
	{
		promise: 3,
		without: 'the link of an item to its input',
		file: 'nodes/shared/operation/execute.ts',
		from: 'const pairedItem = { item: outcome.item };',
		to: 'const pairedItem = { item: 0 };',
	},
	{
		promise: 3,
		without: 'the items of inputs that failed',
		file: 'nodes/shared/operation/execute.ts',
		from: 'outputs[index]?.push({ json: outcome.failure.toJson(), pairedItem });',
		to: '',
	},
	{
		promise: 4,
		without: 'what the catalogue knows of a code',
		file: 'nodes/DigiCert/transport/errors.ts',
		from: 'return table.find(',
		to: 'return ([] as CodeMeaning[]).find(',
	},
	{
		promise: 5,
		without: 'the limiter',
		file: 'nodes/shared/limits/rollingWindow.ts',
		from: 'if (used < this.window.requests) return 0;',
		to: 'if (used >= 0) return 0;',
	},
	{
		promise: 5,
		without: 'the joint pause after a 429',
		file: 'nodes/shared/http/exchange.ts',
		from: 'limiter.pauseFor(ms);',
		to: 'await pause(ms, signal);',
	},
	{
		promise: 5,
		without: 'the use of what is allowed: twice the window between calls',
		file: 'nodes/shared/limits/rollingWindow.ts',
		from: ': next + this.window.milliseconds - now;',
		to: ': next + this.window.milliseconds * 2 - now;',
	},
	{
		promise: 6,
		without: 'the errors inside an answer of HTTP 200',
		file: AUTOMATION,
		from: 'const places = [error, errors, asObject(error).errors, asObject(data).errors];',
		to: 'const places = [error, errors, asObject(error).errors, asObject(data).nothing];',
	},
	{
		promise: 6,
		without: 'the other spelling of a state',
		file: 'nodes/DigiCert/api/automationStatus.ts',
		from: "'SUCCESFULLY_RENEWED',",
		to: '',
	},
	{
		promise: 1,
		without: 'the look whether Order info is about the order that was asked for',
		file: 'nodes/DigiCert/api/orderInfo.ts',
		from: "if (order.id !== askedId || order.status === '' ||",
		to: "if (order.status === '' ||",
	},
	{
		promise: 6,
		without: 'the row that joins two pages of a list',
		file: 'nodes/shared/http/pages.ts',
		from: 'if (overlap < 0 ||',
		to: 'if (overlap < -1 ||',
	},
	{
		promise: 6,
		without: 'the look whether an answer is a list at all',
		file: 'nodes/DigiCert/api/lists.ts',
		from: 'if (!Array.isArray(list) || errors !== undefined)',
		to: 'if (!Array.isArray(list ?? []))',
	},
	{
		promise: 6,
		without: 'the kind of request that an approval by order takes',
		file: 'nodes/DigiCert/api/requests.ts',
		from: 'const fitting = requests.filter(({ type }) => ORDERS_SOMETHING.test(type));',
		to: 'const fitting = requests;',
	},
	{
		promise: 6,
		without: 'the look whether Request info is about the request that was asked for',
		file: 'nodes/DigiCert/api/requests.ts',
		from: 'if (request.requestId !== id || info.errors !== undefined) throw notReadable();',
		to: '',
	},
	{
		promise: 7,
		without: "the redaction of a service's words",
		file: 'nodes/DigiCert/transport/client.ts',
		from: "message.split(apiKey).join('[API key]')",
		to: 'message',
	},
	{
		promise: 7,
		without: 'the refusal of a private key',
		file: 'nodes/shared/certificate/privateKey.ts',
		from: 'TRACE.test(text)',
		to: "text === '-'",
	},
	{
		promise: 8,
		without: 'the cancel signal',
		file: 'nodes/shared/time/stop.ts',
		from: 'return signal instanceof AbortSignal ? signal : undefined;',
		to: 'return undefined;',
	},
	{
		promise: 1,
		without: 'a list of enrollments with a row that nobody can read as unreadable',
		file: 'nodes/Akamai/api/narrow.ts',
		from: 'return all.length === list.length ? all : undefined;',
		to: 'return all;',
	},
	{
		promise: 1,
		without: 'the look at the enrollment whose change an update cancels',
		file: 'nodes/Akamai/Cps/actions/enrollment/create/clientAuthentication.ts',
		from: 'if (toAscii(enrollment.commonName) !== wanted.body.csr.cn) {',
		to: "if (enrollment.commonName === '') {",
	},
	{
		promise: 4,
		without: "the time in the words of Akamai's 429",
		file: 'nodes/Akamai/transport/tooMany.ts',
		from: '...(words.match(INSTANT) ?? []).map((instant) => timeOf(instant) - now),',
		to: '',
	},
	{
		promise: 6,
		without: 'whether an enrollment is the one that was asked for',
		file: 'nodes/Akamai/api/enrollments.ts',
		from: 'return enrollment?.id === enrollmentId ? enrollment : undefined;',
		to: 'return enrollment;',
	},
	{
		promise: 6,
		without: 'the input of a change that is not required',
		file: 'nodes/Akamai/api/changeStatus.ts',
		from: 'const input = required ?? inputs[0];',
		to: 'const input = required;',
	},
];
