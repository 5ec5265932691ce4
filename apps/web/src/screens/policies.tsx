import { Badge, Select, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import type { PolicyFile } from '../engine/messages.ts';
import { go } from '../session/route.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { ruleLines, sightOf } from './focus-lines.ts';
import { EditJudgement } from './edit-judgement.tsx';
import { PolicyPane } from './policy-pane.tsx';
import classes from './policies.module.css';

/** Drafts by namespace; the chosen one as YAML and as sentences. */
export function PoliciesScreen() {
  const review = useReview();
  const session = useSession();
  const { edited, focus, draft: chosen } = useSessionState();
  const [editing, setEditing] = useState(false);
  const narrow = useMediaQuery('(max-width: 62em)', false);
  const sight = useMemo(() => sightOf(review, focus), [review, focus]);
  const draft =
    chosen !== undefined && review.byPath.has(chosen)
      ? chosen
      : (sight.draft ??
        // The first that somebody would want to read: groups of addresses stand before it.
        review.policies.find(({ origin }) => origin === 'access-list')?.path ??
        review.policies[0]?.path);
  const lit = useMemo(() => ruleLines(review, draft, sight.rules), [review, draft, sight.rules]);
  const file = draft === undefined ? undefined : review.byPath.get(draft);
  const open = (path: string): void => session.set({ draft: path, focus: undefined });
  const namespaces = [...Map.groupBy(review.policies, ({ path }) => path.split('/')[1] ?? '')];
  if (review.policies.length === 0) {
    return (
      <div className={classes.none}>
        <Title order={1} size="h3">
          No drafts
        </Title>
        <Text className="dim">{review.verdict.text}</Text>
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <Title order={1} className="visually-hidden">
        Policies
      </Title>
      {narrow ? (
        <Select
          aria-label="Draft"
          data={namespaces.map(([group, files]) => ({
            group,
            items: files.map(({ path }) => ({
              value: path,
              label: path.split('/').at(-1) ?? path,
            })),
          }))}
          value={draft ?? null}
          onChange={(path) => path !== null && open(path)}
          allowDeselect={false}
        />
      ) : (
        <nav className={`card ${classes.tree}`} aria-label="Drafts by namespace">
          {namespaces.map(([namespace, files]) => (
            <section key={namespace}>
              <h2 className={classes.namespace}>
                {namespace === '_cluster' ? 'whole cluster' : namespace}
              </h2>
              <ul>
                {files.map((item) => (
                  <li key={item.path}>
                    <button
                      type="button"
                      className={classes.item}
                      aria-current={item.path === draft}
                      onClick={() => open(item.path)}
                    >
                      {item.objects[0]?.name ?? item.path}
                      <span className="dim num">
                        {edited.has(item.path) ? 'edited' : (item.objects[0]?.rules.length ?? 0)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
      )}
      <PolicyPane
        draft={draft}
        lit={lit}
        empty="Choose a draft."
        editing={{ on: editing, set: setEditing }}
      />
      <div className={classes.side}>
        {(edited.size > 0 || editing) && <EditJudgement />}
        {file !== undefined && <Sentences file={file} rules={sight.rules} />}
      </div>
    </div>
  );
}

/** What a draft says, one sentence a rule; each leads to the lines behind it. */
function Sentences({
  file,
  rules,
}: {
  readonly file: PolicyFile;
  readonly rules: readonly string[];
}) {
  const review = useReview();
  const session = useSession();
  return (
    <section className={`card ${classes.words}`} aria-labelledby="in-words">
      {file.objects.map((object) => (
        <div key={object.name}>
          <Title order={2} size="h5" id="in-words">
            {shown(object.name)}
          </Title>
          <div className={classes.badges}>
            <Badge variant="default" size="sm" tt="none">
              {object.kind}
            </Badge>
            {file.isolates.map((direction) => (
              <Badge key={direction} variant="default" size="sm" tt="none">
                isolates {direction}
              </Badge>
            ))}
            <Badge variant="default" size="sm" tt="none">
              {file.origin === 'access-list' ? 'from access lists' : file.origin}
            </Badge>
          </div>
          <Text size="sm" className="dim" mb="sm">
            {file.origin === 'same-segment'
              ? `Not from any access list: keeps what ${shown(object.subject)} exchange inside their segment, where no router sees it.`
              : shown(object.summary)}
          </Text>
          <ul className={classes.rules}>
            {object.rules.map((rule) => {
              const behind = review.byRule.get(rule.ref)?.length ?? 0;
              return (
                <li key={rule.ref}>
                  <button
                    type="button"
                    className={classes.rule}
                    aria-pressed={rules.includes(rule.ref)}
                    onClick={() => session.focus({ kind: 'rule', ref: rule.ref })}
                  >
                    <span className="eyebrow">
                      {rule.direction}
                      {rule.action === 'deny' ? ', deny' : ''}
                    </span>
                    <span>{shown(rule.sentence)}</span>
                  </button>
                  {behind > 0 && (
                    <button
                      type="button"
                      className={classes.jump}
                      onClick={() => {
                        session.focus({ kind: 'rule', ref: rule.ref });
                        go('rules');
                      }}
                    >
                      {behind === 1 ? '1 access-list line' : `${behind} access-list lines`}
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </section>
  );
}
