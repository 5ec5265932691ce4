import { Alert, Button, Group, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { shown } from '../parts/shown-text.ts';

interface Props {
  /** What is shown; another one is a fresh start. */
  readonly of: string;
  /** Called before another try. */
  readonly onAgain: () => void;
  readonly children: ReactNode;
}

interface State {
  readonly failed: Error | undefined;
  readonly of: string;
}

/**
 * Keeps the frame and everything that was done when a screen cannot be loaded or breaks off: React takes the whole page
 * away for an error that nobody catches.
 */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failed: undefined, of: this.props.of };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failed: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ of }: Props, state: State): Partial<State> | null {
    return of === state.of ? null : { of, failed: undefined };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === undefined) return this.props.children;
    const again = (): void => {
      this.props.onAgain();
      this.setState({ failed: undefined });
    };
    return (
      <Alert color="red" variant="outline" m="md" role="alert" title="This screen cannot be shown">
        <Text size="sm">
          {failed instanceof NotLoaded
            ? 'A part of the page could not be loaded: whoever serves it does not answer, or serves another version by now.'
            : 'This is a fault of aclift. Please report it.'}{' '}
          The other screens and everything that you did are still here; save the review before you
          load the page again.
        </Text>
        <Text size="xs" className="mono dim" mt={4}>
          {shown(failed.message)}
        </Text>
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={again}>
            Try again
          </Button>
        </Group>
      </Alert>
    );
  }
}

/** A part of the page did not come. */
export class NotLoaded extends Error {}
