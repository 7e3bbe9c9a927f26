const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

// Bytes go through unchanged: by default gulp 5 reads files as UTF-8, which spoils pictures.
const bytes = { encoding: false };

const icons = () => src('icons/*.svg', bytes).pipe(dest('dist/icons'));

const schemas = () =>
	src('nodes/**/__schema__/**/*.json', { ...bytes, base: 'nodes', allowEmpty: true }).pipe(
		dest('dist/nodes'),
	);

exports.clean = async () => await rm('dist', { recursive: true, force: true });
exports.build = parallel(icons, schemas);
