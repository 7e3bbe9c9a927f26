const { compilerOptions } = require('./tsconfig.json');

/** One project per kind of test, so that `jest --selectProjects engine` runs only that kind. */
const project = (name, more) => ({
	displayName: name,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	// Transpile only: `npm run types` checks the types once, for all files together.
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: { ...compilerOptions, isolatedModules: true } }],
	},
	...more,
});

/** Tests that share one real n8n, started before the first and ended after the last. */
const withN8n = {
	globalSetup: '<rootDir>/test/n8n/support/setup.ts',
	globalTeardown: '<rootDir>/test/n8n/support/teardown.ts',
};

module.exports = {
	testTimeout: 60_000,
	projects: [
		...['unit', 'engine', 'contract', 'package', 'storm', 'long'].map((name) => project(name)),
		...['n8n', 'browser'].map((name) => project(name, withN8n)),
	],
};
