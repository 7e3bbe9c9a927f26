import type { IDataObject } from 'n8n-workflow';

import { asFailure, Failure } from '../../shared/failure';
import type { Caller } from '../../shared/http/caller';
import { unreadable } from '../../shared/http/unreadable';
import type { Read } from '../../shared/memo';
import { remember } from '../../shared/memo';
import { isStop } from '../../shared/time/stop';
import type { Id } from '../../shared/values';
import { asId, asObject } from '../../shared/values';
import type { Client } from '../transport/client';
import { servicesOf } from '../transport/services';

/** Whose automations a call is about. */
export interface Scope {
	accountId: Id;
	divisionId: Id;
}

export type PartialScope = Partial<Scope>;

/** Whether a row can be of this account and division; many rows show neither. */
export const isOf = ({ accountId, divisionId }: Scope, row: PartialScope): boolean =>
	(row.accountId ?? accountId) === accountId && (row.divisionId ?? divisionId) === divisionId;

/** What a row of a list shows of them. */
export const scopeIn = (raw: IDataObject): PartialScope => ({
	accountId: asId(raw.accountId),
	divisionId: asId(raw.divisionId),
});

/** What `GET /user/me` says of an API key, asked once per key and process. */
const owners = new Map<string, Read<PartialScope>>();

/** Account and division: from the parameter, else the credential, else the user of the key. */
export async function scopeOf(caller: Caller, client: Client, given: PartialScope): Promise<Scope> {
	const accountId = given.accountId ?? ofCredential(client.accountId, 'Account ID');
	const divisionId = given.divisionId ?? ofCredential(client.divisionId, 'Division ID');
	if (accountId && divisionId) return { accountId, divisionId };
	const owner = await remember(owners, client.identity, async () => await askOwner(caller), {
		signal: client.signal,
	});
	return {
		accountId: accountId ?? owner.accountId ?? missing('Account ID'),
		divisionId: divisionId ?? owner.divisionId ?? missing('Division ID'),
	};
}

/** The account of a key, where the key may read whose it is. */
export async function accountOf(caller: Caller, client: Client): Promise<Id | undefined> {
	const { signal } = client;
	const read = async () => await askOwner(caller);
	try {
		return (await remember(owners, client.identity, read, { signal })).accountId;
	} catch (error) {
		const failure = asFailure(error);
		if (isStop(failure)) throw failure;
		return undefined;
	}
}

export function ofCredential(value: string | undefined, label: string): Id | undefined {
	const id = asId(value?.trim());
	if (value === undefined || id !== undefined) return id;
	throw new Failure({
		class: 'fixRights',
		message: `'${label}' of the credential must be a whole number`,
	});
}

async function askOwner(caller: Caller): Promise<PartialScope> {
	const services = await servicesOf(caller);
	const user = await services.json({ method: 'GET', path: '/user/me' });
	if (asId(user.id) === undefined && asId(user.account_id) === undefined) {
		throw unreadable('DigiCert', 200, 'read');
	}
	return { accountId: asId(user.account_id), divisionId: asId(asObject(user.container).id) };
}

function missing(label: string): never {
	throw new Failure({
		class: 'fixRequest',
		message: `'${label}' is empty, in the credential too, and the user of the API key has none`,
		nextStep: `Fill '${label}' here or in the credential.`,
	});
}
