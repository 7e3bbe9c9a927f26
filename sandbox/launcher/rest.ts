/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import type { AxiosInstance, AxiosResponse } from 'axios';
import axios from 'axios';

const HTTP_OK = 200;

export interface Login {
	email: string;
	password: string;
}

/** The interface that n8n's editor uses, with the login of its owner. */
export class Rest {
	private readonly http: AxiosInstance;

	/** n8n ties a login to the browser that made it. */
	private readonly browserId = randomUUID();

	private cookie = '';

	constructor(
		readonly origin: string,
		/** Where published webhooks answer; in queue mode another process may do that. */
		readonly webhooks = origin,
	) {
		this.http = axios.create({
			baseURL: origin,
			// Node's own agent would reuse a connection at the moment when n8n gives it up as idle.
			httpAgent: new Agent(),
			proxy: false,
			maxRedirects: 0,
			validateStatus: () => true,
		});
	}

	async isReady(): Promise<boolean> {
		const answer = await this.http.get('/healthz/readiness').catch(() => undefined);
		return answer?.status === HTTP_OK;
	}

	async login({ email, password }: Login): Promise<boolean> {
		const answer = await this.http.post(
			'/rest/login',
			{ emailOrLdapLoginId: email, password },
			{ headers: this.headers() },
		);
		const [cookie] = answer.headers['set-cookie'] ?? [];
		this.cookie = cookie?.split(';')[0] ?? '';
		return answer.status === HTTP_OK && this.cookie !== '';
	}

	/** Where the environment cannot name an owner yet, as in n8n 1 and 2.0. */
	async setUpOwner({ email, password }: Login): Promise<boolean> {
		const owner = { email, password, firstName: 'Sandbox', lastName: 'Owner' };
		const { status } = await this.http.post('/rest/owner/setup', owner, {
			headers: this.headers(),
		});
		return status === HTTP_OK;
	}

	async get<T>(path: string): Promise<T> {
		return this.unwrap<T>(await this.http.get(`/rest${path}`, { headers: this.headers() }));
	}

	async post<T>(path: string, body: object = {}): Promise<T> {
		return this.unwrap<T>(await this.http.post(`/rest${path}`, body, { headers: this.headers() }));
	}

	async patch<T>(path: string, body: object): Promise<T> {
		return this.unwrap<T>(await this.http.patch(`/rest${path}`, body, { headers: this.headers() }));
	}

	headers(): Record<string, string> {
		return {
			'browser-id': this.browserId,
			'push-ref': this.browserId,
			...(this.cookie ? { cookie: this.cookie } : {}),
		};
	}

	private unwrap<T>({ status, data, config }: AxiosResponse<{ data: T; message?: string }>): T {
		if (status === HTTP_OK) return data.data;
		throw new Error(`n8n answered ${status} to ${config.url}: ${data?.message ?? 'no message'}`);
	}
}
