/** The option that names configurations where something else is the argument: one or many values, as often as wanted. */
import { Option } from 'commander';
import { InputError } from './input-error.ts';

/** @param what the configurations are for. */
export function configOption(what = 'running configurations, or folders of them'): Option {
  return new Option('--config <file...>', `${what} (one or several, repeatable)`)
    .default([], 'none')
    .argParser((value: string, sofar: readonly string[]) => [...sofar, value]);
}

/** @throws InputError when there is none. */
export function requireConfigs(config: readonly string[]): void {
  if (config.length === 0) throw new InputError('name the configurations with --config');
}

/**
 * @param what one of the arguments is called.
 * @throws InputError when there is no argument: the option takes every name up to the next option.
 */
export function requireArguments(
  what: string,
  given: readonly string[],
  config: readonly string[],
): void {
  if (given.length > 0) return;
  throw new InputError(
    config.length > 1
      ? `name ${what} before --config, which takes every name up to the next option (here ${config.join(', ')}), or behind --`
      : `name ${what}`,
  );
}
