/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';

export interface Result {
	stage: string;
	passed: number;
	failed: number;
	seconds: number;
}

interface JestFile {
	name: string;
	status: string;
	startTime: number;
	endTime: number;
	assertionResults: Array<{ status: string }>;
}

/** A file that could not run, and a project without any file, count as one failed test. */
function resultOf(stage: string, files: JestFile[], mayBeEmpty: boolean): Result {
	const count = (status: string) =>
		files.flatMap((file) => file.assertionResults).filter((test) => test.status === status).length;
	const broken = files.filter(
		({ status, assertionResults }) =>
			status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
	);
	const milliseconds = files.reduce((sum, file) => sum + (file.endTime - file.startTime), 0);
	return {
		stage,
		passed: count('passed'),
		failed: count('failed') + broken.length + (files.length === 0 && !mayBeEmpty ? 1 : 0),
		seconds: milliseconds / 1000,
	};
}

/** What jest wrote about all projects of one run, stage by stage. */
export function resultsFrom(file: string, stages: string[], mayBeEmpty: boolean): Result[] {
	const files = existsSync(file)
		? (JSON.parse(readFileSync(file, 'utf8')) as { testResults: JestFile[] }).testResults
		: [];
	return stages.map((stage) =>
		resultOf(
			stage,
			files.filter(({ name }) => name.includes(`${sep}test${sep}${stage}${sep}`)),
			mayBeEmpty,
		),
	);
}
