import { useSimulator } from '../../../support/use';
import { AkamaiClient } from '../client';

export interface Status {
	enrollment: string;
	changes: string[];
}

/** CPS of one simulator that many enrollments are created in. */
export function useEnrollments() {
	const simulator = useSimulator();
	const akamai = new AkamaiClient(simulator);
	let names = 0;
	const newName = () => `host${(names += 1)}.example.com`;

	async function created(body: unknown, version = 11): Promise<Status> {
		const answer = await akamai.create(body, '', version);
		expect(answer.status).toBe(202);
		return answer.json as object as Status;
	}

	return { simulator, akamai, newName, created };
}
