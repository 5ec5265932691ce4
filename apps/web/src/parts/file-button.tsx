import { Button } from '@mantine/core';
import { useRef } from 'react';

/** A button that asks for files. */
export function FileButton({
  label,
  onFiles,
}: {
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        className="visually-hidden"
        aria-label={`${label}: files`}
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button size="xs" variant="default" onClick={() => picker.current?.click()}>
        {label}
      </Button>
    </>
  );
}
