import { Button, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown, IconFileZip } from '@tabler/icons-react';
import { projectFiles } from '../project/project-zip.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { downloadFile, downloadZip } from './download.ts';
import { exportFiles } from './export-files.ts';
import classes from './export-button.module.css';

/** The ways out of the page: everything as the command line writes it, or one page for reviewers. */
export function ExportButton({ wide, busy }: { readonly wide: boolean; readonly busy: boolean }) {
  const session = useSession();
  const review = useReview();
  const { edited } = useSessionState();
  const page = review.files.find(({ path }) => path === 'report.html');
  return (
    <Button.Group>
      <Tooltip label="Drafts and reports, byte for byte what the command line writes, with inventory and decisions">
        <Button
          size="xs"
          {...(wide ? {} : { px: 8 })}
          disabled={busy}
          aria-label="Export drafts and report as a zip file"
          onClick={() => downloadZip(exportFiles(review, edited))}
        >
          <IconFileZip size={16} aria-hidden />
          {wide && <span className={classes.label}>Export</span>}
        </Button>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" px={6} disabled={busy} aria-label="More ways to export">
            <IconChevronDown size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            disabled={page === undefined}
            onClick={() =>
              page !== undefined && downloadFile('aclift-report.html', page, 'text/html')
            }
          >
            Report as one page, to mail or print
          </Menu.Item>
          <Menu.Item
            onClick={() => downloadZip(projectFiles(session.get(), review), 'aclift-project.zip')}
          >
            Project, to go on later
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
