// SPDX-License-Identifier: Apache-2.0
// Lets modules import JSON without saying that it is JSON, as bundlers do: a package needs it.
import fs from 'node:fs';

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.json')) return next(url, context);
  return { format: 'module', shortCircuit: true, source: `export default ${fs.readFileSync(new URL(url), 'utf8')}` };
}
