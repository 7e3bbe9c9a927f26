import { acknowledge } from './acknowledge.operation';
import { getAll } from './getAll.operation';

export const dvChallenge = { name: 'DV Challenge', operations: { getAll, acknowledge } };
