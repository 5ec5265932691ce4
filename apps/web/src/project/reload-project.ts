/** What to do when files of the project change on disk while they are under review. */
import { sortFiles } from '../session/take-files.ts';
import type { Session } from '../session/session.ts';
import { readProject } from './project-client.ts';

/** Paths of files that are not as they were read or written last, new and deleted ones included. */
function changedPaths(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((path) => before.get(path) !== now.get(path))
    .toSorted();
}

/**
 * Takes the files as they are on disk. Reviews are steps on top of the inputs, so they are made again on the new ones;
 * where one cannot be, the run says so and nothing is written.
 * @throws Error with a sentence when the project cannot be read.
 */
export async function takeFromDisk(session: Session): Promise<boolean> {
  const { files, project } = await readProject();
  const { configs, counters, decisions, hosts, inventory, policies, refused } = sortFiles(files);
  session.set({
    configs,
    counters,
    decisions,
    hosts,
    inventory,
    policies,
    refused,
    project,
    changedOnDisk: [],
  });
  return await session.run();
}

/**
 * Looks whether anything changed. Where nothing was reviewed or edited in the page nothing can collide, and the files are
 * taken at once; else they are named, and the reader chooses.
 */
export async function lookForChanges(session: Session): Promise<void> {
  const { project, work } = session.get();
  if (project === undefined || work.state === 'running') return;
  let changed: readonly string[];
  try {
    changed = changedPaths(project.etags, (await readProject()).project.etags);
  } catch {
    // The server has stopped: saving says so when somebody saves.
    return;
  }
  const { edited, steps } = session.get();
  if (changed.length > 0 && steps.length === 0 && edited.size === 0) await takeFromDisk(session);
  else session.set({ changedOnDisk: changed });
}
