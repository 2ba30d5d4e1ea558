/**
 * `npm run bench [-- click|answer|growth|start …] [--strict]`: the bars of speed and size as ratios measured in one run.
 * With `--strict` the exit code is 1 when a bar is broken (docs/bench.md).
 */
import { availableParallelism, loadavg } from 'node:os';
import { measureAnswer } from './answer.ts';
import { measureClick } from './click.ts';
import { measureGrowth } from './growth.ts';
import { isBroken, type Part, sayPart } from './report.ts';
import { openWorkplace, type Workplace } from './servers.ts';
import { measureStart } from './start.ts';

const PARTS = {
  start: measureStart,
  click: measureClick,
  answer: measureAnswer,
  growth: measureGrowth,
} as const satisfies Record<string, (place: Workplace) => Promise<Part>>;
type PartName = keyof typeof PARTS;

function isPart(name: string): name is PartName {
  return Object.hasOwn(PARTS, name);
}

const args = process.argv.slice(2);
const isStrict = args.includes('--strict');
const asked = args.filter((a) => !a.startsWith('--'));
const unknown = asked.filter((name) => !isPart(name));
if (unknown.length > 0) {
  console.error(`bench: there is no part "${unknown.join(', ')}". Parts: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}

let broken = 0;
for (const name of asked.length > 0 ? asked.filter(isPart) : (Object.keys(PARTS) as PartName[])) {
  using place = openWorkplace();
  const [load] = loadavg();
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, load average ${load?.toFixed(1)} at the beginning`,
  );
  const part = await PARTS[name](place);
  console.log(sayPart(part));
  broken += part.lines.filter(isBroken).length;
}
console.log('Digest and board: wait for their issue.');
if (broken > 0) console.log(`${broken} bar(s) broken.`);
process.exitCode = isStrict && broken > 0 ? 1 : 0;
