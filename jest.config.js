const { compilerOptions } = require('./tsconfig.json');

/** One project per kind of test, so that `jest --selectProjects engine` runs only that kind. */
const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	// Transpile only: `npm run types` checks the types once, for all files together.
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: { ...compilerOptions, isolatedModules: true } }],
	},
});

module.exports = {
	projects: ['unit', 'engine', 'contract', 'package', 'n8n', 'browser', 'long'].map(project),
};
